import { tagColor } from './option_colors.ts'

/** A code's title as a small coloured label: light ground, dark text of the same hue. */
export function OptionTag({ label, color }: { label: string; color: string | null }) {
  const name = tagColor(color)
  if (name.startsWith('#')) {
    const style = { '--gj-tag': name } as React.CSSProperties
    return (
      <span className="gj-tag gj-tag-own" style={style}>
        {label}
      </span>
    )
  }
  return <span className={`gj-tag gj-tag-${name}`}>{label}</span>
}
