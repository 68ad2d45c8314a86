import { useState } from 'react'
import { AimOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { ShortText } from '../ShortText.tsx'
import { geoText, mapAddress, placeIn, placeOf, shortened } from './geo_text.ts'
import type { InputProps } from '../field_face.ts'

/** Longitude and latitude, typed, pasted together or taken from the device. */
export function GeoInput(props: InputProps) {
  return props.variant === 'cell' ? <GeoCell {...props} /> : <GeoForm {...props} />
}

function GeoCell(props: InputProps) {
  const take = (text: unknown) => props.onChange(placeIn(String(text ?? '')) ?? text ?? null)
  return <ShortText {...props} value={geoText(props.value)} onChange={take} />
}

function GeoForm(props: InputProps) {
  const { value, disabled, onBlur } = props
  const place = placeOf(value)
  const map = mapAddress(value)
  const t = texts.fields
  const change = (name: 'lng' | 'lat', text: string) => {
    const both = placeIn(text)
    const next = both ?? { ...place, [name]: shortened(text.trim()) }
    props.onChange(next.lng === '' && next.lat === '' ? null : next)
  }
  const line = (name: 'lng' | 'lat', label: string) => (
    <Input
      {...(name === 'lng' ? { id: props.id, autoFocus: props.autoFocus } : {})}
      aria-label={`${props.field.title}${label}`}
      prefix={label}
      inputMode="decimal"
      autoComplete="off"
      disabled={disabled}
      {...(props.invalid ? { status: 'error' as const } : {})}
      value={place[name]}
      onChange={(event) => change(name, event.target.value)}
      onBlur={onBlur}
    />
  )
  return (
    <div className="gj-geo-form">
      {line('lng', t.lng)}
      {line('lat', t.lat)}
      <HereButton disabled={disabled} onFound={props.onChange} />
      {map && (
        <a href={map} target="_blank" rel="noreferrer noopener">
          {t.openMap}
        </a>
      )}
    </div>
  )
}

interface HereButtonProps {
  disabled: boolean | undefined
  onFound: (place: { lng: string; lat: string }) => void
}

/** Where the device is; it asks the person first. */
function HereButton({ disabled, onFound }: HereButtonProps) {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')
  const ask = () => {
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle')
        onFound({ lng: coords.longitude.toFixed(6), lat: coords.latitude.toFixed(6) })
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000 }
    )
  }
  if (!('geolocation' in navigator)) return null
  const label = state === 'failed' ? texts.fields.hereFailed : texts.fields.here
  return (
    <Button
      icon={<AimOutlined />}
      loading={state === 'asking'}
      disabled={disabled}
      danger={state === 'failed'}
      onClick={ask}
    >
      {label}
    </Button>
  )
}
