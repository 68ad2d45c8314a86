import { texts } from '#runtime/texts/index.ts'
import type { DisplayProps, FieldDisplay } from './field_face.ts'

/** What stands where there is no value. */
export function Blank() {
  return (
    <span className="gj-blank" aria-label="空">
      {texts.blank}
    </span>
  )
}

/** A display of text that only needs to be formatted. */
export function plainDisplay(
  format: (value: unknown, props: DisplayProps) => string,
  more: { align?: 'left' | 'right'; width?: number; className?: string } = {}
): FieldDisplay {
  return {
    align: more.align ?? 'left',
    width: more.width ?? 160,
    show: (props) => {
      const text = format(props.value, props)
      return more.className ? <span className={more.className}>{text}</span> : text
    },
  }
}
