/** What a release would change, in the words of whoever works with the definitions. */
import { letOthersIn } from '#core/storage/index.ts'
import { diffDocuments, metaSchemaOf } from '#schemas/index.ts'
import type { Change } from '#schemas/index.ts'
import type { ReferenceWorld } from '#engine/references/index.ts'
import { describeAccess } from './describe_access.ts'
import { typeChanges } from './describe_types.ts'
import { followRenames } from './follow_renames.ts'
import type { FoundRename } from './follow_renames.ts'
import { listWords } from './list_words.ts'
import { elementName, placeName, valueText } from './place_name.ts'
import { titlesIn } from './titles.ts'
import type { Titles } from './titles.ts'

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

/**
 * Every change from one set of definitions to another: additions, names, changes, removals. What only
 * follows a rename is said with the rename. Lets requests in between: there may be hundreds.
 *
 * @param world in which names of the earlier set are looked up; null: renames are not followed
 */
export async function describeChanges(
  before: readonly DescribedDefinition[],
  after: readonly DescribedDefinition[],
  world: ReferenceWorld | null
): Promise<DescribedChange[]> {
  const followed = world ? followRenames(before, after, world) : { before, renames: [] }
  const earlier = new Map(followed.before.map((one) => [one.uid, one]))
  const later = new Set(after.map((one) => one.uid))
  const titles = titlesIn([...before, ...after])
  const added: DescribedChange[] = []
  const changed: DescribedChange[] = []
  const removed: DescribedChange[] = []
  for (const one of after) {
    const was = earlier.get(one.uid)
    if (was?.hash === one.hash) continue
    if (was) changed.push(...changesOf(was, one, titles))
    else added.push(whole(one, 'added'))
    await letOthersIn()
  }
  for (const one of before) {
    if (later.has(one.uid)) continue
    removed.push(whole(one, 'removed'))
    await letOthersIn()
  }
  const renamed = followed.renames.filter((one) => !isImplied(one, followed.renames)).map(renaming)
  return [...added, ...renamed, ...changed, ...removed]
}

/** With a module go the keys of all that is in it; people hold roles by key, so those are told. */
function isImplied({ now, field, from, to }: FoundRename, renames: readonly FoundRename[]) {
  if (field || now.kind === 'module' || now.kind === 'role') return false
  const [[module, name], [target, next]] = [from.split('.'), to.split('.')]
  return (
    name === next &&
    renames.some((one) => one.now.kind === 'module' && one.from === module && one.to === target)
  )
}

function renaming({ now, field, from, to, uses }: FoundRename): DescribedChange {
  const { kind, key, uid } = now
  const document = JSON.parse(now.text) as Members
  const owner = nameOf(now, document)
  const follows = uses === 0 ? '' : `，${uses} 处引用随之更新`
  const title = field ? titleOfField(document.schema, to) : ''
  const text = field
    ? `${owner}的字段“${title}”（${from}）标识改为 ${to}${follows}`
    : `${owner}的标识由“${from}”改为“${to}”${follows}`
  // Users hold roles by key; a grant on `module.*` covers what stands in the module.
  const isMoved = kind === 'entity' && from.split('.')[0] !== to.split('.')[0]
  const access = !field && (kind === 'role' || isMoved)
  const pointer = field ? `/schema/properties/${to}` : '/key'
  return { kind, key, uid, change: 'changed', pointer, text, access, before: from, after: to }
}

function titleOfField(schema: unknown, key: string): string {
  const { properties } = (schema ?? {}) as { properties?: Record<string, Members> }
  return String(properties?.[key]?.title ?? key)
}

function whole(one: DescribedDefinition, change: 'added' | 'removed'): DescribedChange {
  const { kind, key, uid } = one
  const text = `${change === 'added' ? '新增' : '停用'}${nameOf(one, JSON.parse(one.text))}（${key}）`
  return { kind, key, uid, change, pointer: '', text, access: kind === 'role' }
}

function changesOf(
  was: DescribedDefinition,
  now: DescribedDefinition,
  titles: Titles
): DescribedChange[] {
  const [before, after] = [JSON.parse(was.text), JSON.parse(now.text)] as [Members, Members]
  const owner = nameOf(now, before)
  const base = { kind: now.kind, key: now.key, uid: now.uid, change: 'changed' as const }
  const { types, rest } = typeChanges(before, after, diffDocuments(now.kind, before, after))
  const retyped = types.map(({ title, pointer, ...values }): DescribedChange => {
    const text = `${owner}的字段“${title}”的类型由${values.before}改为${values.after}`
    return { ...base, pointer, text, access: false, ...values }
  })
  return [...retyped, ...rest.flatMap(described)]

  function described(change: Change): DescribedChange[] {
    // What things were called is kept by itself.
    if (change.path[0] === 'aliases') return []
    if (now.kind === 'role' && change.path[0] === 'grants') {
      return describeAccess(owner, change, titles).map((text) => ({
        ...{ ...base, pointer: change.pointer, text, access: true },
      }))
    }
    const values = { before: change.before, after: change.after }
    const text = sentence(owner, change)
    const access = changesAccess(was, now, String(change.path[0]))
    return [{ ...base, pointer: change.pointer, text, access, ...values }]
  }
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
      return `${where}的${last}${listed(change) ?? `由${valueText(before)}改为${valueText(after)}`}`
  }
}

/** A list in words; names of fields that stand in it under their titles. */
function listed({ before, after, within }: Change): string | null {
  if (!Array.isArray(before) && !Array.isArray(after)) return null
  const holder = within.at(-2)?.value
  const words = listWords(before, after, (name) => titleOfField(holder, name))
  return words && `：${words}`
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
