import { InputNumber, Select } from 'antd'
import { frequencies } from '#engine/recurrence/index.ts'
import { texts } from '#runtime/texts/index.ts'
import { DayParts } from './DayParts.tsx'
import { NextDays } from './NextDays.tsx'
import { draftOf, endOf, today, withDraft, withFrequency } from './schedule_draft.ts'
import { scheduleIn } from './schedule_value.ts'
import type { Frequency } from '#engine/recurrence/index.ts'
import type { InputProps } from '../field_face.ts'
import type { ScheduleDraft } from './schedule_draft.ts'

/** How often, on which days, from when and until when; what comes of it is shown below. */
export function ScheduleForm(props: InputProps) {
  const { value, disabled = false, onBlur } = props
  const draft = draftOf(value)
  const t = texts.fields.schedule
  const change = (part: ScheduleDraft) => props.onChange(withDraft(draft, part))
  const schedule = scheduleIn(value)
  return (
    <div className="gj-schedule-form" onBlur={onBlur}>
      <div className="gj-schedule-line">
        <Select<Frequency>
          id={props.id}
          className="gj-schedule-freq"
          allowClear
          placeholder={t.never}
          disabled={disabled}
          autoFocus={props.autoFocus}
          {...(props.invalid ? { status: 'error' as const } : {})}
          options={frequencies.map((freq) => ({ value: freq, label: t.freq[freq] }))}
          value={draft.freq ?? null}
          onChange={(freq) => props.onChange(withFrequency(draft, freq ?? null))}
        />
        {draft.freq && (
          <label>
            {t.every}
            <InputNumber
              min={1}
              max={999}
              precision={0}
              disabled={disabled}
              value={draft.interval ?? 1}
              onChange={(interval) => change({ interval: interval ?? 1 })}
            />
            {t.unit[draft.freq]}
          </label>
        )}
      </div>
      {draft.freq && <DayParts draft={draft} disabled={disabled} onChange={change} />}
      {draft.freq && <Span draft={draft} disabled={disabled} onChange={change} />}
      {schedule && <NextDays schedule={schedule} />}
    </div>
  )
}

interface PartProps {
  draft: ScheduleDraft
  disabled: boolean
  onChange: (part: ScheduleDraft) => void
}

/** From when, at what time, and how it ends. */
function Span({ draft, disabled, onChange }: PartProps) {
  const t = texts.fields.schedule
  const end = endOf(draft)
  const ends = {
    never: { until: null, count: null },
    until: { until: draft.start ?? today(), count: null },
    count: { until: null, count: 10 },
  }
  return (
    <div className="gj-schedule-line">
      <Native
        {...{ label: t.start, type: 'date', value: draft.start, disabled }}
        onChange={(start) => onChange({ start })}
      />
      <Native
        {...{ label: t.time, type: 'time', value: draft.time, disabled }}
        onChange={(time) => onChange({ time })}
      />
      <label>
        {t.ends}
        <Select
          disabled={disabled}
          options={(['never', 'until', 'count'] as const).map((one) => ({
            value: one,
            label: t.end[one],
          }))}
          value={end}
          onChange={(next) => onChange(ends[next])}
        />
      </label>
      {end === 'until' && (
        <Native
          {...{ label: t.end.until, type: 'date', value: draft.until, disabled }}
          onChange={(until) => onChange({ until: until ?? today() })}
        />
      )}
      {end === 'count' && (
        <InputNumber
          aria-label={t.end.count}
          min={1}
          max={9999}
          precision={0}
          disabled={disabled}
          value={draft.count ?? 1}
          onChange={(count) => onChange({ count: count ?? 1 })}
        />
      )}
    </div>
  )
}

interface NativeProps {
  label: string
  type: 'date' | 'time'
  value: string | null | undefined
  disabled: boolean
  onChange: (value: string | null) => void
}

/** The browser's own control: small, and the right one on phones. */
function Native({ label, type, value, disabled, onChange }: NativeProps) {
  return (
    <label>
      {label}
      <input
        type={type}
        className="gj-native"
        disabled={disabled}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
      />
    </label>
  )
}
