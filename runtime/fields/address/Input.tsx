import { Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { CellDialog } from '../CellDialog.tsx'
import { RegionSelect } from '../region/RegionSelect.tsx'
import { regionCodeOf, regionText } from '../region/region_text.ts'
import { addressParts, withPart } from './address_text.ts'
import type { InputProps } from '../field_face.ts'

export function AddressInput(props: InputProps) {
  return props.variant === 'cell' ? (
    <CellDialog {...props} input={AddressForm} />
  ) : (
    <AddressForm {...props} />
  )
}

/** Region, detail, and whom to ask for, each in its own input. */
function AddressForm(props: InputProps) {
  const { value, disabled, invalid, onBlur } = props
  const parts = addressParts(value)
  const change = (name: string, part: unknown) => props.onChange(withPart(value, name, part))
  const t = texts.fields
  const line = (name: 'contact' | 'phone' | 'postcode', label: string, most: number) => (
    <Input
      aria-label={label}
      placeholder={label}
      inputMode={name === 'contact' ? 'text' : 'tel'}
      maxLength={most}
      disabled={disabled}
      value={parts[name]}
      onChange={(event) => change(name, event.target.value)}
      onBlur={onBlur}
    />
  )
  return (
    <div className="gj-address-form">
      <RegionSelect
        {...{ id: props.id, disabled, invalid, onBlur, autoFocus: props.autoFocus }}
        code={regionCodeOf(parts.region)}
        title={regionText(parts.region) || null}
        placeholder={t.region}
        onChange={(region) => change('region', region)}
      />
      <Input.TextArea
        aria-label={t.addressDetail}
        placeholder={t.addressDetail}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={200}
        disabled={disabled}
        {...(invalid ? { status: 'error' as const } : {})}
        value={parts.detail}
        // One line: it is printed on letters and labels.
        onChange={(event) => change('detail', event.target.value.replace(/[\r\n\t]+/g, ' '))}
        onBlur={onBlur}
      />
      <div className="gj-address-people">
        {line('contact', t.contact, 50)}
        {line('phone', t.phone, 30)}
        {line('postcode', t.postcode, 6)}
      </div>
    </div>
  )
}
