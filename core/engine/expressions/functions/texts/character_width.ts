/** Full-width forms stand 0xFEE0 above the ASCII characters they are forms of; the space is apart. */
const distance = 0xfee0
const wideSpace = '\u3000'

/** ＡＢＣ１２３ -> ABC123. Other characters stay. */
export function toHalfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (character) =>
    character === wideSpace ? ' ' : String.fromCharCode(character.charCodeAt(0) - distance)
  )
}

/** ABC123 -> ＡＢＣ１２３. Other characters stay. */
export function toFullWidth(text: string): string {
  return text.replace(/[!-~ ]/g, (character) =>
    character === ' ' ? wideSpace : String.fromCharCode(character.charCodeAt(0) + distance)
  )
}
