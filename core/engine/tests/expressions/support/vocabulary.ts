import { Decimal } from 'decimal.js'
import { compileExpression } from '#engine/expressions/index.ts'
import type {
  EvaluationContext,
  ExpressionProblem,
  ExpressionResult,
  ExpressionScope,
  ValueType,
} from '#engine/expressions/index.ts'
import type { Value } from '#engine/values.ts'

const number: ValueType = { kind: 'number' }
const text: ValueType = { kind: 'text' }
const list = (of: ValueType): ValueType => ({ kind: 'list', of })

/** A loan of books: every type of value once, a sub-table `items`, another one `fees`. */
const types = new Map<string, ValueType>(
  Object.entries({
    'amount': number,
    'rate': number,
    'title': text,
    '名 称': text,
    '数量': number,
    'state': { kind: 'text', codes: new Set(['open', 'closed']) },
    'done': { kind: 'boolean' },
    'due_on': { kind: 'date' },
    'start_on': { kind: 'date' },
    'made_at': { kind: 'datetime' },
    'seen_at': { kind: 'datetime' },
    'reader': { kind: 'record', entity: 'library.reader' },
    'owner_id': { kind: 'record', entity: 'system.user' },
    'reader.name': text,
    'old.amount': number,
    'vars.free': { kind: 'any' },
    'vars.other': { kind: 'any' },
    'items': list({ kind: 'record', entity: 'library.loan_item' }),
    'items.price': list(number),
    'items.qty': list(number),
    'items.kind': list(text),
    'items.back_on': list({ kind: 'date' }),
    'items.book.price': list(number),
    'fees.amount': list(number),
    'tags': list(text),
    '$me': { kind: 'record', entity: 'system.user' },
    '$now': { kind: 'datetime' },
    '$today': { kind: 'date' },
  } satisfies Record<string, ValueType>)
)

export const sampleScope: ExpressionScope = { typeOf: (path) => types.get(path.join('.')) }
export const sampleNames: readonly string[] = [...types.keys()]

export type SampleValues = Record<string, Value | readonly Value[]>

/** A context at 2026-03-15, 01:02:03 UTC, in which user u1 reads these values. */
export function contextOf(values: SampleValues = {}): EvaluationContext {
  const known = new Map(Object.entries(values))
  return {
    read: (path) => known.get(path.join('.')) ?? null,
    now: '2026-03-15T01:02:03.000Z',
    today: '2026-03-15',
    me: 'u1',
  }
}

/** What an expression yields, for a table: numbers as plain text, errors by code, blank as null. */
export type Shown = string | boolean | null | readonly Shown[]

export function evaluate(source: string, values: SampleValues = {}): Shown {
  const { expression, problems } = compileExpression(source, sampleScope)
  if (!expression) throw new Error(`${source}: ${problems.map((p) => p.en).join('; ')}`)
  return show(expression.evaluate(contextOf(values)))
}

export function show(result: ExpressionResult): Shown {
  if (result instanceof Decimal) return result.toFixed()
  if (Array.isArray(result)) return (result as readonly ExpressionResult[]).map(show)
  if (typeof result === 'object' && result !== null && 'error' in result) return result.error
  return result as string | boolean | null
}

export function typeOf(source: string): ValueType {
  const { expression, problems } = compileExpression(source, sampleScope)
  if (!expression) throw new Error(`${source}: ${problems.map((p) => p.en).join('; ')}`)
  return expression.type
}

/** Problems of an expression as `CODE@position`. */
export function faults(source: string): string[] {
  return problemsOf(source).map(({ code, position }) => `${code}@${position}`)
}

export function problemsOf(source: string): ExpressionProblem[] {
  const { expression, problems } = compileExpression(source, sampleScope)
  if ((expression === null) !== problems.length > 0) throw new Error(`${source}: neither, or both`)
  return problems
}

export type Case = readonly [source: string, expected: Shown, values?: SampleValues]
