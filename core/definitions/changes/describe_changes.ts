/** What a release would change, in the words of whoever works with the definitions. */
import type { Language } from '#engine/errors.ts'
import type { ReferenceWorld } from '#engine/references/index.ts'
import { letOthersIn } from '#core/storage/index.ts'
import { diffDocuments } from '#schemas/index.ts'
import type { Change } from '#schemas/index.ts'
import { describeAccess } from './describe_access.ts'
import { typeChanges } from './describe_types.ts'
import { followRenames } from './follow_renames.ts'
import type { FoundRename } from './follow_renames.ts'
import { definitionName, fieldName, sentence } from './sentence.ts'
import { titlesIn } from './titles.ts'
import type { Titles } from './titles.ts'
import { wordsOf } from './words.ts'
import type { Words } from './words.ts'

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
  { world, language = 'zh-CN' }: { world: ReferenceWorld | null; language?: Language }
): Promise<DescribedChange[]> {
  const words = wordsOf(language)
  const followed = world ? followRenames(before, after, world) : { before, renames: [] }
  const earlier = new Map(followed.before.map((one) => [one.uid, one]))
  const later = new Set(after.map((one) => one.uid))
  const titles = titlesIn([...before, ...after], language)
  const hasNewNames = new Set(followed.renames.map(({ now }) => now.uid))
  const added: DescribedChange[] = []
  const changed: DescribedChange[] = []
  const removed: DescribedChange[] = []
  for (const one of after) {
    const was = earlier.get(one.uid)
    if (was?.hash === one.hash) continue
    if (was) changed.push(...changesOf(was, one, { titles, words, hasNewNames }))
    else added.push(whole(one, 'added', words))
    await letOthersIn()
  }
  for (const one of before) {
    if (later.has(one.uid)) continue
    removed.push(whole(one, 'removed', words))
    await letOthersIn()
  }
  const told = followed.renames.filter((one) => !isImplied(one, followed.renames))
  return [...added, ...told.map((one) => renaming(one, words)), ...changed, ...removed]
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

function renaming({ now, field, from, to, uses }: FoundRename, words: Words): DescribedChange {
  const { kind, key, uid } = now
  const document = JSON.parse(now.text) as Members
  const owner = definitionName(kind, document, words)
  const text = field
    ? words.rekeyed(words.of(owner, fieldName(document.schema, to, words)), from, to, uses)
    : words.renamed(owner, from, to, uses)
  // Users hold roles by key; a grant on `module.*` covers what stands in the module.
  const isMoved = kind === 'entity' && from.split('.')[0] !== to.split('.')[0]
  const access = !field && (kind === 'role' || isMoved)
  const pointer = field ? `/schema/properties/${to}` : '/key'
  return { kind, key, uid, change: 'changed', pointer, text, access, before: from, after: to }
}

function whole(
  one: DescribedDefinition,
  change: 'added' | 'removed',
  words: Words
): DescribedChange {
  const { kind, key, uid } = one
  const name = definitionName(kind, JSON.parse(one.text) as Members, words)
  const text = change === 'added' ? words.addedWhole(name, key) : words.removedWhole(name, key)
  return { kind, key, uid, change, pointer: '', text, access: kind === 'role' }
}

function changesOf(
  was: DescribedDefinition,
  now: DescribedDefinition,
  of: { titles: Titles; words: Words; hasNewNames: ReadonlySet<string> }
): DescribedChange[] {
  const { titles, words } = of
  const [before, after] = [JSON.parse(was.text), JSON.parse(now.text)] as [Members, Members]
  const owner = definitionName(now.kind, before, words)
  const base = { kind: now.kind, key: now.key, uid: now.uid, change: 'changed' as const }
  const { types, rest } = typeChanges(before, after, diffDocuments(now.kind, before, after))
  const retyped = types.map(({ field, pointer, ...values }): DescribedChange => {
    const named = words.of(owner, fieldName(after.schema, field, words))
    const text = words.set(
      words.of(named, words.type),
      words.fieldType(values.before),
      words.fieldType(values.after)
    )
    return { ...base, pointer, text, access: false, ...values }
  })
  return [...retyped, ...rest.flatMap(described)]

  function described(change: Change): DescribedChange[] {
    // A rename keeps what things were called.
    if (change.path[0] === 'aliases' && of.hasNewNames.has(now.uid)) return []
    if (now.kind === 'role' && change.path[0] === 'grants') {
      return describeAccess(owner, change, titles, words.language).map((text) => ({
        ...{ ...base, pointer: change.pointer, text, access: true },
      }))
    }
    const values = { before: change.before, after: change.after }
    const access = changesAccess(was, now, String(change.path[0]))
    return [
      { ...base, pointer: change.pointer, text: sentence(owner, change, words), access, ...values },
    ]
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
