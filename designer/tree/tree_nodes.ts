import type { BasicDataNode } from 'antd/es/tree'
import { kinds } from '#schemas/index.ts'
import { keyOf, moduleOf, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet } from '#designer/document/index.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'

/** A line of the tree: a module, a kind in it, or a definition. */
export interface TreeNode extends BasicDataNode {
  readonly key: string
  readonly title: string
  readonly module: string
  readonly kind: string | null
  readonly definition: DesignDefinition | null
  readonly children?: TreeNode[]
}

/** The order people build in; kinds that are not named here follow in the order of the alphabet. */
const order = ['dictionary', 'entity', 'lifecycle', 'form', 'view', 'role']

/** Modules, in each the kinds it has, in each its definitions; with a search only what fits. Pure. */
export function treeNodes(set: DesignSet, search: string): TreeNode[] {
  const sought = search.trim().toLowerCase()
  const all = [...set.values()].filter(
    (one) => sought === '' || `${titleOf(one)} ${keyOf(one)}`.toLowerCase().includes(sought)
  )
  const modules = new Map<string, DesignDefinition[]>()
  for (const one of all) modules.set(moduleOf(one), [...(modules.get(moduleOf(one)) ?? []), one])
  return [...modules]
    .sort(byName)
    .map(([module, definitions]) => moduleNode(module, definitions, set))
}

function moduleNode(module: string, definitions: DesignDefinition[], set: DesignSet): TreeNode {
  const own =
    [...set.values()].find((one) => one.kind === 'module' && keyOf(one) === module) ?? null
  const children = sortedKinds()
    .map((kind) => ({ kind, of: definitions.filter((one) => one.kind === kind) }))
    .filter(({ of }) => of.length > 0)
    .map(({ kind, of }) => kindNode(module, kind, of))
  const title = own ? titleOf(own) : module
  return { key: `module ${module}`, title, module, kind: null, definition: own, children }
}

function kindNode(module: string, kind: string, definitions: DesignDefinition[]): TreeNode {
  const children = definitions
    .map((one): TreeNode => ({ key: one.uid, title: titleOf(one), module, kind, definition: one }))
    .sort((a, b) => a.title.localeCompare(b.title, 'zh-CN'))
  return {
    key: `${module} ${kind}`,
    title: kindTitle(kind),
    module,
    kind,
    definition: null,
    children,
  }
}

/** Kinds that live inside a module, in the order of the tree. */
export function sortedKinds(): string[] {
  const others = kinds.filter((kind) => kind !== 'module' && !order.includes(kind))
  return [...order.filter((kind) => kinds.includes(kind)), ...others]
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a.localeCompare(b)
}
