import { createElement } from 'react'
import type { DisplayProps, FieldDisplay } from './field_face.ts'

/** A display of text that only needs to be formatted. */
export function plainDisplay(
  format: (value: unknown, props: DisplayProps) => string,
  more: { align?: 'left' | 'right'; width?: number; className?: string } = {}
): FieldDisplay {
  const { align = 'left', width = 160, className } = more
  return {
    align,
    width,
    show: (props) => {
      const text = format(props.value, props)
      return className ? createElement('span', { className }, text) : text
    },
  }
}
