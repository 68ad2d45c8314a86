import { useMemo } from 'react'
import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { setValue } from '#designer/document/index.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

/** What every input of the property panel is given. */
export interface PropertyInputProps {
  readonly at: ElementAddress
  readonly element: Located
  readonly definition: DesignDefinition
  /** Id of the control, for its label. */
  readonly id: string
  readonly invalid: boolean
}

/** Sets the property; blank takes it away. Each set is a command. */
export function useSet({ at, element }: Pick<PropertyInputProps, 'at' | 'element'>) {
  const workshop = useWorkshop()
  const { uid } = at
  const path = at.path.join('\n')
  const label = texts.set(labelOf(element.schema, element.key))
  return useMemo(
    () => (value: unknown) => {
      const blank = value === '' || value === null
      const address = { uid, path: path.split('\n') }
      workshop.execute(setValue(address, blank ? undefined : value, label))
    },
    [workshop, uid, path, label]
  )
}
