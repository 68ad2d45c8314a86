import { useId } from 'react'
import type { ComponentType } from 'react'
import { Tooltip } from 'antd'
import { QuestionCircleOutlined } from '@ant-design/icons'
import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { locate } from '#designer/document/index.ts'
import type { PropertyInputProps } from '#designer/inputs/property.ts'
import { aboutOf, labelOf } from '#designer/texts/schema_texts.ts'
import { problemsAt, useWorkshopState } from '#designer/workshop/index.ts'
import { ProblemNotes } from './ProblemNotes.tsx'

interface PropertyRowProps {
  at: ElementAddress
  definition: DesignDefinition
  element: Located
  Input: ComponentType<PropertyInputProps>
}

/** Label, input, and beside it what is wrong with it. */
export function PropertyRow({ at, definition, element, Input }: PropertyRowProps) {
  const id = useId()
  const problems = useWorkshopState((state) => state.problems)
  const isWrong = problemsAt(problems, at, true).some((one) => one.severity === 'error')
  const holder = locate(definition, at.path.slice(0, -1))
  const isRequired = holder?.schema.required?.includes(element.key) ?? false
  const about = aboutOf(element.schema)
  return (
    <div className="gd-row">
      <label htmlFor={id}>
        {labelOf(element.schema, element.key)}
        {isRequired && (
          <span className="gd-required" aria-hidden>
            *
          </span>
        )}
        {about && (
          <Tooltip title={about}>
            <QuestionCircleOutlined aria-hidden className="gd-about" />
          </Tooltip>
        )}
      </label>
      <Input {...{ at, definition, element, id }} invalid={isWrong} />
      <ProblemNotes at={at} within />
    </div>
  )
}
