import { useId } from 'react'
import type { DesignDefinition } from '#designer/document/index.ts'
import { locate } from '#designer/document/index.ts'
import { inputFor } from '#designer/inputs/input_for.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { problemsAt, useWorkshopState } from '#designer/workshop/index.ts'
import type { GridRow } from './grid_rows.ts'

interface GridCellProps {
  definition: DesignDefinition
  row: GridRow
  /** Property of the row's object. */
  name: string
}

/** A property of a row with the input that its meta-schema asks for; the same as in the panel. */
export function GridCell({ definition, row, name }: GridCellProps) {
  const id = useId()
  const problems = useWorkshopState((state) => state.problems)
  const at = { uid: row.at.uid, path: [...row.at.path, name] }
  const element = locate(definition, at.path)
  const Input = element && inputFor(element)
  if (!element || !Input) return null
  const found = problemsAt(problems, at, true)
  return (
    <>
      <label htmlFor={id} className="gd-unseen">
        {labelOf(element.schema, name)} {row.title}
      </label>
      <span title={found.map(({ message }) => message).join('\n')}>
        <Input
          {...{ at, definition, element, id }}
          invalid={found.some(({ severity }) => severity === 'error')}
        />
      </span>
    </>
  )
}
