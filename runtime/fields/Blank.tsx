import { texts } from '#runtime/texts/index.ts'

/** What stands where there is no value. */
export function Blank() {
  return (
    <span className="gj-blank" aria-label={texts.blankName}>
      {texts.blank}
    </span>
  )
}
