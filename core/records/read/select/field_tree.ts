import { readsField } from '#engine/access/index.ts'
import { budgets } from '#engine/budgets.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { memberField, systemFieldOf } from '#engine/filters/index.ts'
import type { FilterProblem } from '#engine/filters/index.ts'
import { tooComplex, unknownField } from '#engine/filters/index.ts'
import type { ReadContext } from '../read_context.ts'

/** Which fields an answer shows; below a relation or sub-table those of its records. */
export type FieldTree = ReadonlyMap<string, FieldTree>
type Growing = Map<string, Growing>

type Eyes = Pick<ReadContext, 'access' | 'application'>

/** System columns of a record's answer, always in this order. */
const recordColumns = [
  'id',
  'rev',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'org_id',
  'dept_id',
  'owner_id',
] as const

/** Links one `fields` may open; SQLite joins at most 64 tables. */
const mostLinks = 20

/** Paths one `fields` parameter may name. */
const mostPaths = 200

/** Every field the actor may read; sub-tables with all of theirs where they are asked for. */
export function wholeTree(entity: CompiledEntity, eyes: Eyes, withChildren: boolean): FieldTree {
  const names = entity.parent === null ? recordColumns : (['id'] as const)
  const tree: Growing = new Map(names.map((name) => [name, new Map()]))
  for (const field of entity.fields.values()) {
    if (field.childEntity !== null && !withChildren) continue
    if (readsField(eyes.access, eyes.application, entity, field)) tree.set(field.key, new Map())
  }
  return tree
}

/** `no,title,author.name` -> the fields to show; id and rev always are. */
export function parseFields(
  text: string,
  entity: CompiledEntity,
  eyes: Eyes
): { tree: FieldTree; problems: FilterProblem[] } {
  const tree: Growing = new Map([
    ['id', new Map()],
    ['rev', new Map()],
  ])
  const names = text.split(',', mostPaths + 1)
  if (names.length > mostPaths) {
    const problem = tooComplex('', 'fields', mostPaths, `最多列出 ${mostPaths} 个字段`)
    return { tree, problems: [problem] }
  }
  const problems = names
    .map((name) => growPath(tree, name.trim(), entity, eyes))
    .filter((problem) => problem !== null)
  if (openedLinks(tree, entity, eyes) > mostLinks) {
    problems.push(tooComplex('', 'links', mostLinks, `最多展开 ${mostLinks} 个关联`))
  }
  return { tree, problems }
}

/** Related records of which more than the title is shown: each is a join. */
function openedLinks(tree: FieldTree, entity: CompiledEntity, eyes: Eyes): number {
  let count = 0
  for (const [name, below] of tree) {
    const field = entity.fields.get(name)
    const target = eyes.application.entities.get(field?.childEntity ?? field?.target ?? '')
    if (!target || below.size === 0) continue
    const isLink = field?.childEntity === null
    count += (isLink ? 1 : 0) + openedLinks(below, target, eyes)
  }
  return count
}

function growPath(
  tree: Growing,
  path: string,
  start: CompiledEntity,
  { access, application }: Eyes
): FilterProblem | null {
  const names = path.split('.', budgets.pathRelations + 2)
  if (names.length > budgets.pathRelations + 1) {
    const limit = budgets.pathRelations
    return tooComplex('', 'pathRelations', limit, `路径最多经过 ${limit} 个关联`)
  }
  let entity: CompiledEntity | undefined = start
  let branch = tree
  let isRelated = false
  for (const name of names) {
    const field: CompiledField | undefined = entity?.fields.get(name) ?? own(entity, name)
    if (!entity || !field || !readsField(access, application, entity, field))
      return unknownField(path, '')
    // What a related record has many of is read through that record.
    const isMany = field.childEntity !== null || field.linkTable !== null
    if (isRelated && isMany) return unknownField(path, '')
    isRelated ||= field.target !== null
    let next = branch.get(name)
    if (!next) branch.set(name, (next = new Map()))
    branch = next
    // A part of an object comes with the whole of it.
    if (field.type.members && names.indexOf(name) === names.length - 2) {
      return memberField(field, names.at(-1)!) ? null : unknownField(path, '')
    }
    const target: string | null = field.childEntity ?? field.target
    entity = target === null ? undefined : application.entities.get(target)
  }
  return null
}

function own(entity: CompiledEntity | undefined, name: string): CompiledField | undefined {
  return entity && systemFieldOf(entity, name)
}
