import { texts } from '#runtime/texts/index.ts'
import { geoText, mapAddress } from './geo_text.ts'
import type { FieldDisplay } from '../field_face.ts'

/** Longitude and latitude; with room, a way to a map. */
export const GeoDisplay: FieldDisplay = {
  align: 'left',
  width: 190,
  show: ({ value, place }) => {
    const map = mapAddress(value)
    if (place === 'list' || map === null) return geoText(value)
    return (
      <span>
        {geoText(value)}{' '}
        <a href={map} target="_blank" rel="noreferrer noopener">
          {texts.fields.openMap}
        </a>
      </span>
    )
  },
}
