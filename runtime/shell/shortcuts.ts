import { useEffect, useRef } from 'react'

export type Shortcuts = Partial<Record<'n' | 'e' | '/' | 'mod+enter', () => void>>

/**
 * Keyboard short cuts of a page. Single letters do not fire while somebody types, nor beneath an
 * open dialog unless `inDialog`; Ctrl+Enter (⌘+Enter) fires from within inputs too.
 */
export function useShortcuts(shortcuts: Shortcuts, options: { inDialog?: boolean } = {}): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const inDialog = options.inDialog ?? false
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const name = shortcutOf(event)
      const act = name && latest.current[name]
      if (!act || event.defaultPrevented || event.isComposing) return
      if (name !== 'mod+enter' && (isTyping(event.target) || (!inDialog && hasDialog()))) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [inDialog])
}

function shortcutOf(event: KeyboardEvent): keyof Shortcuts | null {
  const modified = event.ctrlKey || event.metaKey
  if (event.key === 'Enter' && modified) return 'mod+enter'
  if (modified || event.altKey) return null
  const key = event.key.toLowerCase()
  return key === 'n' || key === 'e' || key === '/' ? key : null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

function hasDialog(): boolean {
  return document.querySelector('.ant-drawer-open, .ant-modal-wrap:not([style*="none"])') !== null
}
