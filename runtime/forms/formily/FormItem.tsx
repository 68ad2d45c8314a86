import type { ReactNode } from 'react'
import { QuestionCircleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { observer, useField } from '@formily/react'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { useFormModel } from './form_model_context.ts'
import type { Field } from '@formily/core'

interface FormItemProps {
  span?: number
  required?: boolean
  /** The section around it says its title already. */
  isNamed?: boolean
  children?: ReactNode
}

/** A field with its label, and beneath it what is wrong with it. */
export const FormItem = observer(({ span, required, isNamed, children }: FormItemProps) => {
  const field = useField<Field>()
  const narrow = useIsNarrow()
  const id = useFormModel().inputId(String(field.props.name))
  const fault = field.selfErrors[0]
  return (
    <div
      className="gj-field"
      style={{ gridColumn: `span ${span ?? 1}` }}
      {...(fault ? { 'data-fault': id } : {})}
    >
      <div className={isNamed ? 'gj-hidden' : 'gj-label'}>
        <label htmlFor={id}>
          {field.title}
          {required && (
            <span className="gj-required" aria-hidden>
              *
            </span>
          )}
        </label>
        {field.description && !narrow && (
          <Tooltip title={field.description}>
            <QuestionCircleOutlined tabIndex={0} />
          </Tooltip>
        )}
      </div>
      {field.description && narrow && <p className="gj-hint">{field.description}</p>}
      {children}
      {fault && (
        <div className="gj-fault" id={`${id}-fault`} role="alert">
          {fault}
        </div>
      )}
    </div>
  )
})
