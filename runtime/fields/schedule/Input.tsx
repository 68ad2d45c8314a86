import { CellDialog } from '../CellDialog.tsx'
import { ScheduleForm } from './ScheduleForm.tsx'
import type { InputProps } from '../field_face.ts'

export function ScheduleInput(props: InputProps) {
  return props.variant === 'cell' ? (
    <CellDialog {...props} input={ScheduleForm} />
  ) : (
    <ScheduleForm {...props} />
  )
}
