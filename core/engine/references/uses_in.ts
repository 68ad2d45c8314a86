/**
 * Every name that a definition uses, with the place it is written at: the one answer behind
 * where-used and rename. Which strings are names is said by the `x-ref` marks of the meta-schema;
 * expressions, filters and numbering patterns are read by their own grammars.
 */
import { walkReferences } from '#schemas/index.ts'
import type { Owner, Reference, Target } from '#schemas/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { visitExpression } from './expression_uses.ts'
import { filterUses } from './filter_uses.ts'
import { stepsOf } from './path_uses.ts'
import type { Named, ReferenceWorld, Use, Visit } from './use.ts'

/** A definition as far as it is read here. */
export interface Referrer {
  readonly kind: string
  readonly document: unknown
}

/**
 * Calls visit for each use, in the order of the document. Goes on past what names nothing, so it may
 * run on a faulty document; the world may be that of an earlier, faultless state.
 */
export function usesIn({ kind, document }: Referrer, world: ReferenceWorld, visit: Visit): void {
  walkReferences(kind, document, (reference) => {
    const { pointer, place, target, value } = reference
    const found = (named: Named | null, span: Use['span']) => {
      if (named) visit({ pointer, place, target: named, span })
    }
    switch (target.to) {
      case 'definition':
        return definitionUses(String(value), target, world, found)
      case 'field':
        return fieldUses(reference, target, world, found)
      case 'state':
      case 'item': {
        const of = target.to === 'state' ? 'lifecycle' : 'dictionary'
        const part = { of: target.to, id: String(value) } as const
        return found({ kind: of, key: target.owner.key ?? '', part }, whole(String(value)))
      }
      case 'action':
        return actionUses(String(value), target.owner, world, found)
      case 'numbering':
        return numberingUses(String(value), ownerOf(target.owner, world), world, found)
      case 'filter':
        return filterUses(value, pointer, ownerOf(target.owner, world), world, visit)
      case 'expression':
        return visitExpression(String(value), pointer, ownerOf(target.owner, world), world, visit)
    }
  })
}

type Found = (named: Named | null, span: Use['span']) => void
type Aim<T extends Target['to']> = Extract<Target, { to: T }>

function whole(text: string): readonly [number, number] {
  return [0, text.length]
}

function ownerOf(owner: Owner, world: ReferenceWorld): CompiledEntity | undefined {
  const entity = world.entities.get(owner.key ?? '')
  if (owner.via === null) return entity
  return world.entities.get(entity?.fields.get(owner.via)?.childEntity ?? '')
}

/** A wildcard means every definition it covers, and the module it is written with. */
function definitionUses(
  key: string,
  target: Aim<'definition'>,
  world: ReferenceWorld,
  found: Found
): void {
  const isWildcard = target.wildcard && (key === '*' || key.endsWith('.*'))
  if (!isWildcard) return found({ kind: target.kind, key }, whole(key))
  if (key !== '*') found({ kind: 'module', key: key.slice(0, -2) }, [0, key.length - 2])
  for (const covered of world.entities.keys()) {
    if (key === '*' || covered.startsWith(key.slice(0, -1))) {
      found({ kind: target.kind, key: covered }, null)
    }
  }
}

function fieldUses(
  { value }: Reference,
  { owner, mark }: Aim<'field'>,
  world: ReferenceWorld,
  found: Found
): void {
  const given = String(value)
  const isSigned = (mark.sort && given.startsWith('-')) || (mark.slash && given.startsWith('/'))
  const start = isSigned ? 1 : 0
  const names = given.slice(start).split('.')
  let from = start
  stepsOf(names, ownerOf(owner, world), world).forEach(({ target }, index) => {
    const to = from + names[index]!.length
    found(target, [from, to])
    from = to + 1
  })
}

const transition = 'transition:'

function actionUses(action: string, owner: Owner, world: ReferenceWorld, found: Found): void {
  if (!action.startsWith(transition)) return
  const id = action.slice(transition.length)
  const key = owner.key ?? ''
  const covers = (entity: string) =>
    key === '*' || key === entity || (key.endsWith('.*') && entity.startsWith(key.slice(0, -1)))
  for (const lifecycle of world.lifecycles.values()) {
    if (!covers(lifecycle.entity)) continue
    const ids = id === '*' ? [...lifecycle.transitions.keys()] : [id]
    for (const one of ids.filter((name) => lifecycle.transitions.has(name))) {
      const part = { of: 'transition', id: one } as const
      const span = id === '*' ? null : ([transition.length, action.length] as const)
      found({ kind: 'lifecycle', key: lifecycle.key, part }, span)
    }
  }
}

function numberingUses(
  pattern: string,
  entity: CompiledEntity | undefined,
  world: ReferenceWorld,
  found: Found
): void {
  for (const { 1: inner = '', index } of pattern.matchAll(/\{([^{}]*)\}/g)) {
    const names = inner.split('.')
    const isParent = names[0] === 'parent' && entity?.parent != null
    const start = isParent ? world.entities.get(entity!.parent!) : entity
    const path = isParent ? names.slice(1) : names
    let from = index + 1 + (isParent ? 'parent.'.length : 0)
    stepsOf(path, start, world).forEach(({ target }, at) => {
      const to = from + path[at]!.length
      found(target, [from, to])
      from = to + 1
    })
  }
}
