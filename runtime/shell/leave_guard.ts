import { useEffect } from 'react'

type Ask = () => Promise<boolean>

/** Asks whether what was typed may be dropped; set while there is unsaved input. */
let guard: Ask | null = null

/** Whether the page may be left now; asks the person when there is unsaved input. */
export async function mayLeave(): Promise<boolean> {
  if (!guard) return true
  const asked = guard
  if (!(await asked())) return false
  if (guard === asked) guard = null
  return true
}

/** Router hook: every navigation of the application asks first. */
export function guardNavigation(navigate: (...given: never[]) => void, ...given: unknown[]): void {
  const go = () => navigate(...(given as never[]))
  if (!guard) go()
  else void mayLeave().then((ok) => ok && go())
}

/** Guards unsaved input while `dirty`: in-app navigation, the back button, closing the tab. */
export function useLeaveGuard(dirty: boolean, ask: Ask): void {
  useEffect(() => {
    if (!dirty) return
    guard = ask
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => {
      if (guard === ask) guard = null
      window.removeEventListener('beforeunload', warn)
    }
  }, [dirty, ask])
}

/** Lets the page be left without a question, once what was typed is saved. */
export function releaseGuard(): void {
  guard = null
}

let here = ''

/**
 * The back button changes the address before anybody is asked. So the address is put back, then
 * the person is asked, and only then the step is made. Called once, before the router listens.
 */
export function guardBackButton(): void {
  here = location.href
  const remember = () => {
    here = location.href
  }
  window.addEventListener('popstate', (event) => {
    if (!guard) return remember()
    event.stopImmediatePropagation()
    history.pushState(null, '', here)
    void mayLeave().then((ok) => ok && history.back())
  })
  for (const type of ['pushState', 'replaceState']) window.addEventListener(type, remember)
}
