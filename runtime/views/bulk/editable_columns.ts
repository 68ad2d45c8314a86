import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'

/** Fields that one value can be given to in many records. */
export function editableColumns(view: RuntimeView): RuntimeColumn[] {
  return view.fields.filter(
    ({ path, field }) =>
      !field.readOnly &&
      field.childFields === null &&
      field.type !== 'state' &&
      !engineColumns.has(path)
  )
}

const engineColumns = new Set([
  ...['created_at', 'created_by', 'updated_at', 'updated_by', 'owner_id', 'dept_id'],
])
