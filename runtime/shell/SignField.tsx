import { useId } from 'react'
import { PasswordInput, TextInput } from './text_input.ts'
import type { InputProps } from 'antd'

type SignFieldProps = InputProps & { label: string; fault?: string | null; password?: boolean }

/** A labelled input of the sign-in pages, with what is wrong beneath it. */
export function SignField({ label, fault, password, ...input }: SignFieldProps) {
  const id = useId()
  const Field = password ? PasswordInput : TextInput
  return (
    <div className="gj-sign-field">
      <label htmlFor={id}>{label}</label>
      <Field
        {...input}
        id={id}
        size="large"
        {...(fault ? { 'status': 'error' as const, 'aria-invalid': true } : {})}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
      {fault && (
        <p className="gj-sign-fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
