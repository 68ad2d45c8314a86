/**
 * Whether this system can show Chinese by itself: a sign it has drawn differs from one that no font
 * has. Only where it cannot, the faces that ship with the application are fetched, in the pieces
 * that a page needs.
 */
export function hasChineseFont(): boolean {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!context) return true
  return drawn(context, '规') !== drawn(context, '\u{10ffff}')
}

function drawn(context: CanvasRenderingContext2D, sign: string): string {
  const size = 24
  context.clearRect(0, 0, size, size)
  context.font = `${size - 4}px sans-serif`
  context.textBaseline = 'top'
  context.fillText(sign, 0, 0)
  return context.getImageData(0, 0, size, size).data.join()
}
