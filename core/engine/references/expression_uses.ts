import { expressionTokens } from '#engine/expressions/index.ts'
import type { ExpressionToken } from '#engine/expressions/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { codeOf, stepsOf } from './path_uses.ts'
import type { ReferenceWorld, Use, Visit } from './use.ts'

/** A use inside one string: spans count from its first character. */
type Found = Pick<Use, 'target' | 'span'>

/**
 * Everything an expression names. A text in it that is a code of a field it reads counts as a use of
 * that code: which of the two it is compared with is not asked, so none is missed.
 */
export function expressionUses(
  source: string,
  entity: CompiledEntity | undefined,
  world: ReferenceWorld,
  visit: (found: Found) => void
): void {
  const tokens = expressionTokens(source)
  const read: CompiledField[] = []
  for (let at = 0; at < tokens.length; at++) {
    if (!isName(tokens[at])) continue
    const names = [tokens[at]!]
    while (tokens[at + 1]?.text === '.' && isName(tokens[at + 2])) {
      names.push(tokens[at + 2]!)
      at += 2
    }
    if (tokens[at + 1]?.text === '(' && names.at(-1)!.kind === 'name') continue
    read.push(...nameUses(names, entity, world, visit))
  }
  for (const token of tokens) {
    if (token.kind !== 'text') continue
    for (const field of read) {
      const target = codeOf(field, token.text)
      if (target) visit({ target, span: null })
    }
  }
}

/** Visits the fields of one dotted name and answers them. */
function nameUses(
  names: readonly ExpressionToken[],
  entity: CompiledEntity | undefined,
  world: ReferenceWorld,
  visit: (found: Found) => void
): CompiledField[] {
  const [first] = names
  const isPrefix = names.length > 1 && (first!.text === 'old' || first!.text === 'row')
  const isParent = first!.text === 'parent' && entity?.parent != null
  const start = isParent ? world.entities.get(entity!.parent!) : entity
  const path = isPrefix || isParent ? names.slice(1) : names
  const fields: CompiledField[] = []
  const steps = stepsOf(
    path.map((token) => token.text),
    start,
    world
  )
  steps.forEach(({ target, field }, index) => {
    const { at, text, kind } = path[index]!
    if (field) fields.push(field)
    const from = kind === 'bracketed' ? at + 1 : at
    if (target) visit({ target, span: [from, from + text.length] })
  })
  return fields
}

function isName(token: ExpressionToken | undefined): boolean {
  return token?.kind === 'name' || token?.kind === 'bracketed'
}

/** The same, for a string that stands in a definition at a pointer. */
export function visitExpression(
  source: string,
  pointer: string,
  entity: CompiledEntity | undefined,
  world: ReferenceWorld,
  visit: Visit
): void {
  expressionUses(source, entity, world, (found) => visit({ pointer, place: 'value', ...found }))
}
