import { createElement } from 'react'
import type { FieldDisplay } from './field_face.ts'

/** A display of text that leads somewhere: mail, telephone, a page. `addressOf` makes the address. */
export function linkDisplay(addressOf: (text: string) => string, isOutside = false): FieldDisplay {
  return {
    align: 'left',
    width: 200,
    show: ({ value, place }) => {
      const text = String(value)
      // In a list a click opens the record.
      if (place === 'list') return text
      const outside = isOutside ? { target: '_blank', rel: 'noreferrer noopener' } : {}
      return createElement('a', { href: addressOf(text), ...outside }, text)
    },
  }
}
