import { useState } from 'react'
import { Cascader } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { useDivisions } from './divisions.ts'

interface RegionSelectProps {
  /** Six digits. */
  code: string | null
  /** Names that are known already; else those of the code, once they are here. */
  title?: string | null
  onChange: (region: { code: string; title: string } | null) => void
  onBlur?: (() => void) | undefined
  id?: string | undefined
  disabled?: boolean | undefined
  autoFocus?: boolean | undefined
  opens?: boolean | undefined
  invalid?: boolean | undefined
  isCell?: boolean
  placeholder?: string | undefined
}

/** Province, prefecture, county: any level may be chosen; names can be typed. */
export function RegionSelect(props: RegionSelectProps) {
  const { code, isCell = false } = props
  const [open, setOpen] = useState(props.opens ?? false)
  const known = useDivisions(open || (code !== null && !props.title))
  const title = props.title ?? (code && known?.title(code)) ?? code ?? ''
  const choose = (codes: (string | number | null)[] | undefined) => {
    const chosen = codes?.at(-1)
    const named = typeof chosen === 'string' ? known?.title(chosen) : null
    props.onChange(typeof chosen === 'string' && named ? { code: chosen, title: named } : null)
  }
  return (
    <Cascader
      id={props.id}
      style={{ width: '100%' }}
      popupClassName="gj-region-popup"
      changeOnSelect
      allowClear
      showSearch={{ limit: 50, filter: matches }}
      placeholder={isCell ? undefined : (props.placeholder ?? texts.form.choose)}
      variant={isCell ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      open={open}
      onOpenChange={setOpen}
      notFoundContent={known ? texts.form.noOptions : texts.form.loading}
      {...(props.invalid ? { status: 'error' as const } : {})}
      options={known?.options as never}
      value={code === null ? [] : (known?.path(code) ?? [code])}
      displayRender={() => title}
      onChange={(codes) => choose(codes as (string | number | null)[] | undefined)}
      onBlur={props.onBlur}
    />
  )
}

function matches(typed: string, path: readonly { label?: unknown }[]): boolean {
  return path.some(({ label }) => String(label).includes(typed.trim()))
}
