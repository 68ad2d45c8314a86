import { isMembers } from '#designer/document/index.ts'
import type { DesignDefinition, Members } from '#designer/document/index.ts'

/** Parts that arrange fields (`x-component` of a layout node). */
export const layoutComponents = ['Section', 'Columns', 'Tabs', 'Tab', 'Note'] as const
export type LayoutComponent = (typeof layoutComponents)[number]

/** A node of a form as a line of its outline. */
export interface FormNode {
  readonly key: string
  readonly path: readonly string[]
  /** Path of the map it stands in. */
  readonly into: readonly string[]
  /** Place in that map, and how many stand there. */
  readonly index: number
  readonly siblings: number
  readonly depth: number
  /** Null: a field. */
  readonly component: LayoutComponent | null
  /** What it stands in; null at the top. */
  readonly around: LayoutComponent | null
  readonly node: Members
  readonly children: number
}

/** The map of a form's outermost nodes. */
export const topPath: readonly string[] = ['schema', 'properties']

/** A path as a word, for sets and keys. */
export const nodeName = (path: readonly string[]) => path.join('\n')

/** Every node of a form in the order people meet it, each before what is inside it. Pure. */
export function formNodes({ document }: Pick<DesignDefinition, 'document'>): FormNode[] {
  const { schema } = document
  const found: FormNode[] = []
  walk(isMembers(schema) ? schema.properties : undefined, { into: topPath, around: null, depth: 0 })
  return found

  function walk(map: unknown, place: Pick<FormNode, 'into' | 'around' | 'depth'>): void {
    const entries = Object.entries(isMembers(map) ? map : {})
    entries.forEach(([key, value], index) => {
      const node = isMembers(value) ? value : {}
      const path = [...place.into, key]
      const component = componentOf(node)
      const children = isMembers(node.properties) ? Object.keys(node.properties).length : 0
      found.push({
        ...{ key, path, index, component, node, children },
        ...place,
        ...{ siblings: entries.length },
      })
      if (component === null) return
      walk(node.properties, {
        ...{ into: [...path, 'properties'], around: component, depth: place.depth + 1 },
      })
    })
  }
}

/** What a node is; null for a field. */
export function componentOf(node: Members): LayoutComponent | null {
  if (node.type !== 'void') return null
  return layoutComponents.find((one) => one === node['x-component']) ?? 'Section'
}

/** Whether a node may stand in a part: tabs stand in Tabs, nothing else does, and a note holds nothing. */
export function mayStand(component: LayoutComponent | null, around: LayoutComponent | null) {
  if (around === 'Note') return false
  return (component === 'Tab') === (around === 'Tabs')
}

/** The nodes of these that are not inside another of them, in the order of the form. */
export function outermost(nodes: readonly FormNode[], names: ReadonlySet<string>): FormNode[] {
  const chosen = nodes.filter(({ path }) => names.has(nodeName(path)))
  return chosen.filter(
    (one) => !chosen.some((other) => other !== one && isWithin(one.path, other.path))
  )
}

/** Whether a path is another one or leads into it. */
export function isWithin(path: readonly string[], outer: readonly string[]): boolean {
  return outer.every((id, index) => path[index] === id)
}
