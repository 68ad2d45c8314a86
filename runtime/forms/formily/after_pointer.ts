/** Whether a button of the mouse or a finger is down anywhere on the page. */
let isDown = false

if (typeof document !== 'undefined') {
  const watch = (type: string, down: boolean) =>
    document.addEventListener(type, () => (isDown = down), { capture: true })
  watch('pointerdown', true)
  watch('pointerup', false)
  watch('pointercancel', false)
}

/**
 * Acts when no pointer is down: at once, or after the press that is under way. A message that
 * appears while somebody presses a button moves the button from under the pointer, and the click
 * is lost; leaving a field by pressing a button does just that.
 */
export function afterPointer(act: () => void): void {
  if (!isDown) return act()
  const later = () => {
    document.removeEventListener('pointerup', later, true)
    document.removeEventListener('pointercancel', later, true)
    // The click comes after pointerup, in the same task queue.
    setTimeout(act)
  }
  document.addEventListener('pointerup', later, true)
  document.addEventListener('pointercancel', later, true)
}
