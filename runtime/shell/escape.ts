import { useEffect, useRef } from 'react'

/** What Esc closes first: lists, calendars, menus and dialogs on top. */
const popups = [
  '.ant-select-open',
  '.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)',
  '.ant-popover:not(.ant-popover-hidden)',
  '.ant-modal-wrap:not([style*="display: none"])',
  '.gj-sign-over',
].join(',')

/** Esc closes a drawer wherever the cursor is, unless something on top of it is to be closed first. */
export function useEscape(close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || document.querySelector(popups)) return
      event.preventDefault()
      latest.current()
    }
    // Before anybody reacts: afterwards the popup would be gone already.
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [])
}
