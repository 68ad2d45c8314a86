/** What a release would change, in the words of whoever works with the definitions. */
import { diffDocuments, metaSchemaOf } from '#schemas/index.ts'
import type { Change } from '#schemas/index.ts'
import { describeAccess } from './describe_access.ts'
import { elementName, placeName, valueText } from './place_name.ts'

/** One change, said in a sentence. `access`: somebody's rights are not what they were. */
export interface DescribedChange {
  kind: string
  /** Key it has afterwards; of a definition that goes, the one it has now. */
  key: string
  uid: string
  change: 'added' | 'removed' | 'changed'
  /** JSON pointer in the later text, in the earlier one for what is removed; '' for the whole. */
  pointer: string
  text: string
  access: boolean
  before?: unknown
  after?: unknown
}

export interface DescribedDefinition {
  kind: string
  key: string
  uid: string
  hash: string
  text: string
}

/** Every change from one set of definitions to another: additions, changes, removals. Pure. */
export function describeChanges(
  before: readonly DescribedDefinition[],
  after: readonly DescribedDefinition[]
): DescribedChange[] {
  const earlier = new Map(before.map((one) => [one.uid, one]))
  const later = new Set(after.map((one) => one.uid))
  const added = after.filter((one) => !earlier.has(one.uid)).map((one) => whole(one, 'added'))
  const removed = before.filter((one) => !later.has(one.uid)).map((one) => whole(one, 'removed'))
  const changed = after.flatMap((one) => {
    const was = earlier.get(one.uid)
    return was && was.hash !== one.hash ? changesOf(was, one) : []
  })
  return [...added, ...changed, ...removed]
}

function whole(one: DescribedDefinition, change: 'added' | 'removed'): DescribedChange {
  const { kind, key, uid } = one
  const text = `${change === 'added' ? '新增' : '停用'}${nameOf(one, JSON.parse(one.text))}（${key}）`
  return { kind, key, uid, change, pointer: '', text, access: kind === 'role' }
}

function changesOf(was: DescribedDefinition, now: DescribedDefinition): DescribedChange[] {
  const [before, after] = [JSON.parse(was.text), JSON.parse(now.text)] as [Members, Members]
  const owner = nameOf(now, before)
  const base = { kind: now.kind, key: now.key, uid: now.uid, change: 'changed' as const }
  return diffDocuments(now.kind, before, after).flatMap((change): DescribedChange[] => {
    if (now.kind === 'role' && change.path[0] === 'grants') {
      return describeAccess(owner, change.before, change.after).map((text) => ({
        ...{ ...base, pointer: change.pointer, text, access: true },
      }))
    }
    const values = { before: change.before, after: change.after }
    const text = sentence(owner, change)
    const access = changesAccess(was, now, String(change.path[0]))
    return [{ ...base, pointer: change.pointer, text, access, ...values }]
  })
}

/**
 * Where else rights are said: of designing, by values that row scopes compare with, by who is called
 * what (users hold roles by key), and by the module that a grant on `module.*` covers.
 */
function changesAccess(
  was: DescribedDefinition,
  { kind, key }: DescribedDefinition,
  word: string
): boolean {
  if (kind === 'role') return word === 'definitions' || word === 'key'
  if (kind === 'entity') return word === 'key' && was.key.split('.')[0] !== key.split('.')[0]
  return kind === 'module' && word === 'actor'
}

type Members = Record<string, unknown>

/** `实体“合同”` */
function nameOf({ kind }: { kind: string }, document: Members): string {
  return `${metaSchemaOf(kind).title ?? kind}“${String(document.title ?? document.key)}”`
}

function sentence(owner: string, change: Change): string {
  const { before, after } = change
  const [place, last] = placeName(change)
  const where = place === '' ? owner : `${owner}的${place}`
  switch (change.change) {
    case 'added':
      return `${where}新增${last}${brief(after)}`
    case 'removed':
      return `${where}删去${last}${brief(before)}`
    case 'renamed':
      return `${where === owner ? owner + '的' : `${where}的`}${last}（${String(before)}）标识改为 ${String(after)}`
    case 'ordered':
      return `${where}的${last}顺序改变`
    case 'set':
      if (change.path.at(-1) === 'title') {
        return `${calledBefore(where, change)}改名为“${String(after)}”`
      }
      return `${where}的${last}由${valueText(before)}改为${valueText(after)}`
  }
}

/** An element is called by the title it has now; one that gets another is called by the one it had. */
function calledBefore(where: string, { before, after }: Change): string {
  const now = `“${String(after)}”`
  const isNamed = typeof before === 'string' && where.endsWith(now)
  return isNamed ? `${where.slice(0, -now.length)}“${before}”` : where
}

/** A value that is short enough to be said; elements are named by their titles already. */
function brief(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `：${valueText(value)}`
  const names = Array.isArray(value) ? value.flatMap((one: Members) => elementName(one) ?? []) : []
  return names.length === 0 ? '' : `：${names.slice(0, mostNames).join('、')}`
}

/** Elements of a list that comes or goes as a whole, that are named. */
const mostNames = 20
