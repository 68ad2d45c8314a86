import { InputNumber, Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { periodText } from '../filter_text.ts'
import type { OperandProps } from './OperandInput.tsx'

const t = texts.filter
const counted = /^(last|next)_(\d+)_days$/
const usual = ['last_7_days', 'last_30_days', 'last_90_days', 'next_7_days', 'next_30_days']
const mostDays = 3_660

/** A relative date: 今天, 本月, 近 7 天, or so many days before and after today. */
export function PeriodOperand({ line, invalid, onChange }: OperandProps) {
  const period = typeof line.operand === 'string' ? line.operand : undefined
  const parts = counted.exec(period ?? '')
  const isOther = parts !== null && !usual.includes(period!)
  const named = [...Object.keys(texts.periods), ...usual]
  return (
    <div className="gj-condition-pair">
      <Select
        aria-label={t.periods}
        style={{ width: '100%' }}
        showSearch
        optionFilterProp="label"
        placeholder={texts.form.choose}
        {...(invalid ? { status: 'error' as const } : {})}
        options={[
          ...named.map((one) => ({ value: one, label: periodText(one) })),
          { value: 'last', label: t.otherLast },
          { value: 'next', label: t.otherNext },
        ]}
        value={isOther ? parts[1] : period}
        onChange={(chosen: string) =>
          onChange(chosen === 'last' || chosen === 'next' ? `${chosen}_14_days` : chosen)
        }
      />
      {isOther && (
        <InputNumber
          aria-label={t.days}
          min={1}
          max={mostDays}
          precision={0}
          value={Number(parts[2])}
          onChange={(days) => onChange(`${parts[1]}_${days ?? 1}_days`)}
        />
      )}
    </div>
  )
}
