/** Colours a tag may have, as antd names them. */
const palette = [
  'blue',
  'green',
  'gold',
  'red',
  'purple',
  'cyan',
  'orange',
  'geekblue',
  'magenta',
  'volcano',
  'lime',
] as const

const aliases: Record<string, string> = {
  gray: 'default',
  grey: 'default',
  yellow: 'gold',
  success: 'green',
  warning: 'orange',
  error: 'red',
  processing: 'blue',
  pink: 'magenta',
}

/** A colour of a definition -> one of ours; what is not known is neutral. */
export function tagColor(color: string | null): string {
  if (!color) return 'default'
  if ((palette as readonly string[]).includes(color)) return color
  return aliases[color] ?? (/^#[0-9a-f]{6}$/i.test(color) ? color : 'default')
}
