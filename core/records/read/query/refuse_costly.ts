import { budgets } from '#engine/budgets.ts'
import { Refusal } from '#engine/errors.ts'
import { fieldOfStep } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import { queryTooComplex } from '../errors.ts'
import type { ReadContext } from '../read_context.ts'
import { searchedFields } from './search.ts'

/** So many conditions are no question of cost, however large the table is. */
const harmless = 8

/**
 * Refuses a question that would look through more texts than a database does in a few seconds, by
 * what it knows of the number of rows; nothing is asked where there are few such conditions.
 *
 * @throws E_QUERY_TOO_COMPLEX
 */
export async function refuseCostly(
  context: ReadContext,
  { filter, search }: { filter: FilterNode; search: string | null }
): Promise<void> {
  const scans = scansOf(context, { filter, search })
  if (scans <= harmless) return
  const { dialect } = context.scope
  const sql = dialect.rowsOfTable(dialect.quote(context.entity.table))
  const [row] = await context.all({ sql, bindings: [] })
  if (scans * Number(row?.n ?? 0) <= budgets.scannedValues) return
  const params = { budget: 'scannedValues', limit: budgets.scannedValues }
  const fault = queryTooComplex(params, '/filter')
  const zh = '数据太多，不能同时用这么多“包含”条件查找，请减少条件'
  const en = 'There are too many records for so many conditions on texts; ask for fewer at once'
  throw new Refusal({ ...fault, message: (language) => (language === 'en' ? en : zh) })
}

/** How many conditions of a question look into each value there is. */
export function scansOf(
  context: ReadContext,
  { filter, search }: { filter: FilterNode; search: string | null }
): number {
  return scansIn(filter) + (search === null ? 0 : searchedFields(context).length)
}

/** Conditions that look into each value: parts of texts, and what lies inside of JSON. */
function scansIn(node: FilterNode): number {
  switch (node.op) {
    case 'all':
    case 'any':
      return node.items.reduce((sum, item) => sum + scansIn(item), 0)
    case 'not':
    case 'has':
      return scansIn(node.item)
    case 'compare': {
      const { type } = fieldOfStep(node.path.steps.at(-1)!)
      return node.operator === 'contains' || type.shape !== undefined ? 1 : 0
    }
    default:
      return 0
  }
}
