import { fieldSamples as corpus } from '#schemas/fixtures/field_samples/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** What a field type is shown with. */
export interface FieldSample {
  title: string
  /** What the field says beyond its type. */
  field?: Partial<RuntimeField>
  /** An ordinary value, as the API reads it. */
  filled: unknown
  /** The longest value that is met; the ordinary one where there is none. */
  long?: unknown
}

/** By name of the field type, from the corpus that every room is tested with. */
export const fieldSamples: Readonly<Record<string, FieldSample>> = Object.fromEntries(
  Object.entries(corpus).map(([type, { title, valid, story = {} }]) => {
    const { field, filled = valid[0]?.[1], long } = story
    return [type, { title, ...(field ? { field } : {}), filled, long }]
  })
)
