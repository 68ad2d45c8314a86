import { pointerTo } from '#engine/problems.ts'
import { listOf, numberOf, objectOf, textOf } from './reading/shape.ts'
import type { CompiledDictionary, DictionaryItem } from './compiled.ts'
import type { CompileContext, Definition } from './context.ts'

/** Codes of a dictionary (字典) in the order people see them. */
export function compileDictionary(
  definition: Definition,
  context: CompileContext
): CompiledDictionary {
  const items = listOf(definition.document.items).map(itemOf)
  const byCode = new Map<string, DictionaryItem>()
  for (const item of items) if (!byCode.has(item.code)) byCode.set(item.code, item)
  checkParents(definition, items, byCode, context)
  return {
    ...baseOf(definition),
    extensible: definition.document.extensible === true,
    items: inOrder(items.filter((item) => byCode.get(item.code) === item)),
    byCode,
  }
}

/** What every compiled definition has. */
export function baseOf(definition: Definition): {
  key: string
  uid: string
  title: string
  hash: string
  module: string
} {
  const { key, uid, title, hash, module } = definition
  return { key, uid, title, hash, module }
}

function itemOf(raw: unknown): DictionaryItem {
  const item = objectOf(raw)
  const [parent, color, order] = [textOf(item.parent), textOf(item.color), numberOf(item.order)]
  return {
    code: textOf(item.code) ?? '',
    title: textOf(item.title) ?? '',
    ...(parent === undefined ? {} : { parent }),
    ...(color === undefined ? {} : { color }),
    ...(order === undefined ? {} : { order }),
    ...(item.off === true ? { off: true } : {}),
  }
}

/** Items that say `order` come by it; the others keep the author's order after them. */
function inOrder(items: readonly DictionaryItem[]): DictionaryItem[] {
  const rank = (item: DictionaryItem) => item.order ?? Number.MAX_SAFE_INTEGER
  return [...items].sort((a, b) => rank(a) - rank(b))
}

function checkParents(
  definition: Definition,
  items: readonly DictionaryItem[],
  byCode: ReadonlyMap<string, DictionaryItem>,
  context: CompileContext
): void {
  items.forEach((item, index) => {
    if (item.parent === undefined) return
    const pointer = pointerTo('', 'items', index, 'parent')
    if (isItsOwnAncestor(item, byCode)) {
      context.problems.report(definition, {
        code: 'E_DEFINITION_CYCLE',
        pointer,
        message: `字典条目“${item.code}”经上级又回到自己`,
        fix: '改掉其中一个上级',
      })
    }
  })
}

function isItsOwnAncestor(
  item: DictionaryItem,
  byCode: ReadonlyMap<string, DictionaryItem>
): boolean {
  let above = item.parent
  for (let steps = 0; above !== undefined && steps <= byCode.size; steps += 1) {
    if (above === item.code) return true
    above = byCode.get(above)?.parent
  }
  return false
}
