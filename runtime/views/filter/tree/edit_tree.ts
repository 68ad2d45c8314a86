import type { FilterGroup, FilterItem } from './filter_tree.ts'

/** The tree with one item in place of another; null takes it out. Untouched parts stay the same. */
export function replaceItem(group: FilterGroup, id: string, next: FilterItem | null): FilterGroup {
  if (group.id === id) return next?.kind === 'group' ? next : { ...group, items: [] }
  const items = group.items.flatMap((item): FilterItem[] => {
    if (item.id === id) return next ? [next] : []
    return [inner(item, id, next)]
  })
  return items.every((item, n) => item === group.items[n]) && items.length === group.items.length
    ? group
    : { ...group, items }
}

function inner(item: FilterItem, id: string, next: FilterItem | null): FilterItem {
  if (item.kind === 'line') return item
  if (item.kind === 'group') return replaceItem(item, id, next)
  const group = replaceItem(item.group, id, next)
  return group === item.group ? item : { ...item, group }
}

/** How many lines a tree has, those inside groups too. */
export function linesIn(group: FilterGroup): number {
  return group.items.reduce((sum, item) => {
    if (item.kind === 'line') return sum + 1
    return sum + linesIn(item.kind === 'group' ? item : item.group)
  }, 0)
}
