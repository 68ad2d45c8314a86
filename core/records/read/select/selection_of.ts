import type { Access } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { ReadContext } from '../read_context.ts'
import type { FieldTree } from './field_tree.ts'
import { compileSelection } from './selection.ts'
import type { Selection } from './selection.ts'

/** Views of fields come from requests, so only so many are kept per set of roles. */
const most = 500

const kept = new WeakMap<Access, Map<string, Selection>>()

/**
 * The selection of one view of fields, compiled once per (roles, entity, view, database kind).
 * `view` is a text that stands for the tree.
 */
export function selectionOf(
  context: Pick<ReadContext, 'access' | 'scope' | 'application'> & { entity: CompiledEntity },
  view: string,
  tree: () => FieldTree
): Selection {
  const { access, entity, scope } = context
  let selections = kept.get(access)
  if (!selections || selections.size >= most) kept.set(access, (selections = new Map()))
  const key = `${scope.dialect.name} ${entity.key} ${view}`
  let selection = selections.get(key)
  if (!selection) selections.set(key, (selection = compileSelection(entity, tree(), context)))
  return selection
}
