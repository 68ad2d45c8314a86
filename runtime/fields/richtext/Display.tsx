import { htmlText } from '#engine/fields/html_text.ts'
import { SafeHtml } from './SafeHtml.tsx'
import type { FieldDisplay } from '../field_face.ts'

/** Its words in one line; with room, as it is formatted. */
export const RichtextDisplay: FieldDisplay = {
  align: 'left',
  width: 260,
  show: ({ value, place }) =>
    place === 'list' ? (
      htmlText(String(value))
        .trim()
        .replace(/\s*\n\s*/g, ' ')
    ) : (
      <SafeHtml html={String(value)} />
    ),
}
