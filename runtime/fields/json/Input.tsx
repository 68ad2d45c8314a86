import { useState } from 'react'
import { Button, Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { editorText, formValueOf } from './json_draft.ts'
import { jsonFault } from './json_fault.ts'
import type { InputProps } from '../field_face.ts'

/** A plain editor: says where the JSON breaks off while it is typed, and puts it in order. */
export function JsonInput(props: InputProps) {
  const { value, onChange } = props
  const [typed, setTyped] = useState<string | null>(null)
  const isCell = props.variant === 'cell'
  const own = editorText(value)
  // What was typed stands as long as it means the value: another value came from elsewhere.
  const text = typed !== null && editorText(formValueOf(typed)) === own ? typed : own
  const fault = jsonFault(text)
  const enter = (next: string) => {
    setTyped(next)
    onChange(formValueOf(next))
  }
  return (
    <>
      <Input.TextArea
        id={props.id}
        className="gj-json-editor"
        spellCheck={false}
        value={text}
        placeholder={isCell ? undefined : texts.fields.enterJson}
        variant={isCell ? 'borderless' : 'outlined'}
        autoSize={isCell ? { minRows: 1, maxRows: 4 } : { minRows: 4, maxRows: 20 }}
        disabled={props.disabled}
        autoFocus={props.autoFocus}
        {...(props.invalid || fault ? { status: 'error' as const } : {})}
        onChange={(event) => enter(event.target.value)}
        onBlur={props.onBlur}
      />
      {!isCell && fault && (
        <div className="gj-fault" role="status">
          {texts.fields.jsonFaultAt(fault.line, fault.column)}
        </div>
      )}
      {!isCell && !fault && text.trim() !== '' && (
        <Button
          type="link"
          size="small"
          disabled={props.disabled}
          onClick={() => setTyped(JSON.stringify(JSON.parse(text), null, 2))}
        >
          {texts.fields.formatJson}
        </Button>
      )}
    </>
  )
}
