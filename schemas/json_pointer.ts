/** JSON pointers (RFC 6901): the one place that knows how a name is written in one. */

/** `/name`, escaped. */
export function pointerSegment(name: string | number): string {
  const text = String(name)
  // Most names have neither, and a definition has thousands.
  if (!text.includes('~') && !text.includes('/')) return `/${text}`
  return `/${text.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** The names a pointer leads through, as they are; none for the whole document. */
export function pointerSteps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
