import { displayOf } from '#runtime/fields/displays.ts'
import { nodesOf } from '../linkage.ts'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'

/** Columns and totals the form asks for; all columns where it says nothing. */
export function gridColumns(definition: RuntimeForm, field: RuntimeField) {
  const node = [...nodesOf(definition.nodes)].find(
    (each) => each.kind === 'field' && each.field === field.key
  )
  const all = field.childFields ?? []
  const chosen = node?.kind === 'field' ? node.columns : null
  const columns = chosen ? chosen.flatMap((key) => all.find((each) => each.key === key) ?? []) : all
  return { columns, totals: node?.kind === 'field' ? node.totals : [] }
}

/** Widths of a grid's columns: each as its type prefers, sharing what is left. */
export function gridTemplate(columns: readonly RuntimeField[], isLocked: boolean): string {
  const widths = columns.map((field) => {
    const { width } = displayOf(field)
    const least = Math.max(84, Math.min(width, 140))
    return `minmax(${least}px, ${width}fr)`
  })
  return ['48px', ...widths, ...(isLocked ? [] : ['72px'])].join(' ')
}
