/** Brings the first fault of a form into view and puts the cursor there. */
export function showFirstFault(container: HTMLElement | null): void {
  // The faults appear with the next paint.
  requestAnimationFrame(() => {
    const place = container?.querySelector<HTMLElement>('[data-fault]')
    if (!place) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    place.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' })
    const input = place.querySelector<HTMLElement>('input, textarea, [tabindex="0"], button')
    input?.focus({ preventScroll: true })
  })
}
