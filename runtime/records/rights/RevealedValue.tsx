import { useState } from 'react'
import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { revealFields } from '#runtime/client/records.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

interface RevealedValueProps {
  entity: string
  id: string
  field: RuntimeField
  /** The masked value. */
  value: unknown
}

/** A masked value with an eye beside it: shown in clear for a reason, until the record is left. */
export function RevealedValue({ entity, id, field, value }: RevealedValueProps) {
  const [asks, setAsks] = useState(false)
  const [clear, setClear] = useState<{ value: unknown } | null>(null)
  if (clear) return <FieldValue field={field} value={clear.value} place="detail" />
  const reveal = async (reason: string) => {
    const { data } = await revealFields(entity, id, [field.key], reason)
    setClear({ value: data[field.key] })
    setAsks(false)
  }
  return (
    <>
      <span className="gj-number">{String(value)}</span>
      <Button
        type="text"
        size="small"
        icon={<EyeOutlined />}
        aria-label={recordTexts.reveal.show(field.title)}
        title={recordTexts.reveal.show(field.title)}
        onClick={() => setAsks(true)}
      />
      {asks && (
        <ReasonDialog
          title={recordTexts.reveal.show(field.title)}
          note={recordTexts.reveal.note}
          label={recordTexts.reveal.reason}
          okText={recordTexts.reveal.ok}
          required
          onSubmit={reveal}
          onCancel={() => setAsks(false)}
        />
      )}
    </>
  )
}
