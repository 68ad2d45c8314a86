import type { ComponentType, ReactNode } from 'react'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** Where a value is shown: one line of a table, or with room for all of it. */
export type DisplayPlace = 'list' | 'detail'

export interface DisplayProps {
  field: RuntimeField
  /** As the API reads it. */
  value: unknown
  place: DisplayPlace
}

/**
 * The runtime's face of a field type, light half: how a value is shown. Each folder `fields/<type>`
 * has it as `Display.tsx`, and as `Input.tsx` the half that comes with the first form.
 */
export interface FieldDisplay {
  show(props: DisplayProps): ReactNode
  align: 'left' | 'right'
  /** Preferred width of a table column, px. */
  width: number
}

export interface InputProps {
  field: RuntimeField
  value: unknown
  onChange: (value: unknown) => void
  onBlur?: () => void
  id?: string
  disabled?: boolean
  autoFocus?: boolean
  /** Shows its list at once: somebody clicked to get here. */
  opens?: boolean
  invalid?: boolean
  /** Inside a grid cell there is no border of its own. */
  variant?: 'form' | 'cell'
  /** Fields of the related record that expressions of the form read. */
  related?: readonly string[]
}

export type FieldInput = ComponentType<InputProps>
