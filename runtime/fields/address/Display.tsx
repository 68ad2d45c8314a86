import { addressLine, addressParts } from './address_text.ts'
import type { FieldDisplay } from '../field_face.ts'

/** One line in a list; with room, whom to ask for below it. */
export const AddressDisplay: FieldDisplay = {
  align: 'left',
  width: 260,
  show: ({ value, place }) => {
    const { contact, phone, postcode } = addressParts(value)
    const more = [contact, phone, postcode].filter(Boolean)
    if (place === 'list' || more.length === 0) return addressLine(value)
    return (
      <span className="gj-address">
        <span>{addressLine(value)}</span>
        <span className="gj-address-more">{more.join('　')}</span>
      </span>
    )
  },
}
