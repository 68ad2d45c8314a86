import {
  definitionsOf,
  findDefinition,
  isMembers,
  keyOf,
  titleOf,
} from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet, Members } from '#designer/document/index.ts'
import { texts as nameTexts } from '#designer/names/texts.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { texts } from './texts.ts'

/** What a role may do, a sentence for each grant. Pure. */
export function roleSummary({ document }: DesignDefinition, set: DesignSet): string[] {
  const grants = Array.isArray(document.grants) ? (document.grants as unknown[]) : []
  const told = grants.filter(isMembers).map((grant) => sentence(grant, set))
  const words = Array.isArray(document.definitions) ? document.definitions.map(String) : []
  if (words.length === 0) return told
  const named = words.map((word) => (texts.definitionWords as Record<string, string>)[word] ?? word)
  return [...told, texts.definitions(phrases.listed(named))]
}

function sentence(grant: Members, set: DesignSet): string {
  const actions = (Array.isArray(grant.actions) ? grant.actions.map(String) : []).map((action) =>
    actionTitle(action, String(grant.entity), set)
  )
  const hasRows = isMembers(grant.rows) && Object.keys(grant.rows).length > 0
  const rows = hasRows ? texts.someRows : texts.allRows
  const entity = entityTitle(String(grant.entity), set)
  return `${texts.sentence(phrases.listed(actions), rows, entity)}${fieldWords(grant.fields)}`
}

function fieldWords(fields: unknown): string {
  if (!isMembers(fields)) return ''
  const words = (['only', 'deny', 'readonly', 'mask'] as const).flatMap((name) => {
    const list = fields[name]
    return Array.isArray(list) && list.length > 0 ? [texts[name](list.length)] : []
  })
  return words.length > 0 ? texts.fields(phrases.counted(words)) : ''
}

function entityTitle(key: string, set: DesignSet): string {
  if (key === '*') return nameTexts.all
  const [module, name] = key.split('.')
  if (name === '*') {
    const found = findDefinition(set, 'module', module ?? '')
    return nameTexts.allOf(found ? titleOf(found) : key)
  }
  const found = findDefinition(set, 'entity', key)
  return found ? titleOf(found) : key
}

function actionTitle(action: string, entity: string, set: DesignSet): string {
  const plain = (nameTexts.actions as Readonly<Record<string, string>>)[action]
  if (plain !== undefined) return plain
  const id = action.replace(/^transition:/, '')
  for (const lifecycle of definitionsOf(set, 'lifecycle')) {
    if (lifecycle.document.entity !== entity) continue
    const list = lifecycle.document.transitions
    const found = (Array.isArray(list) ? (list as unknown[]) : [])
      .filter(isMembers)
      .find((one) => one.id === id)
    if (found) return phrases.quoted(String(found.title ?? id))
  }
  return action
}

/** Entities of a role's module that no role of the set may create. Pure. */
export function entitiesNobodyCreates(role: DesignDefinition, set: DesignSet): string[] {
  const module = keyOf(role).split('.')[0] ?? ''
  const gives = (key: string) =>
    definitionsOf(set, 'role').some(({ document }) =>
      (Array.isArray(document.grants) ? (document.grants as unknown[]) : [])
        .filter(isMembers)
        .some(
          ({ entity, actions }) =>
            [key, `${module}.*`, '*'].includes(String(entity)) &&
            Array.isArray(actions) &&
            (actions.includes('create') || actions.includes('*'))
        )
    )
  return definitionsOf(set, 'entity')
    .filter((one) => keyOf(one).startsWith(`${module}.`) && one.document.parent === undefined)
    .filter((one) => !gives(keyOf(one)))
    .map(titleOf)
}
