/** What a key means in a grid, as in table programs. */
export type GridCommand =
  | { do: 'step'; rows: number; columns: number; extend: boolean }
  | { do: 'next'; by: 1 | -1 }
  | { do: 'edit' }
  | { do: 'type' }
  | { do: 'revert' }
  | { do: 'collapse' }
  | { do: 'clear' | 'fillDown' | 'selectAll' | 'undo' | 'redo' | 'insertRow' }
  | { do: 'moveRow'; by: 1 | -1 }

export interface GridKey {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

interface GridKeyState {
  isEditing: boolean
  /** A list or calendar is open: it takes Enter, Escape and arrows. */
  isListOpen: boolean
  isMany: boolean
  /** Enter belongs to the text. */
  isMultiline: boolean
}

const far = 1_000_000
const page = 10
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-page, 0],
  PageDown: [page, 0],
}

/** The command of a key press; null leaves it to the input or the page. */
export function gridCommand(pressed: GridKey, state: GridKeyState): GridCommand | null {
  const { key, shiftKey, altKey } = pressed
  const withMod = pressed.ctrlKey || pressed.metaKey
  if (key === 'Tab' && !withMod && !altKey) return { do: 'next', by: shiftKey ? -1 : 1 }
  if (state.isEditing) return editingCommand(pressed, state, withMod)
  if (withMod && altKey) return null
  if (withMod) return modCommand(key, shiftKey)
  if (altKey) return altCommand(key, shiftKey)
  const step = steps[key]
  if (step) return { do: 'step', rows: step[0], columns: step[1], extend: shiftKey }
  if (key === 'Home') return { do: 'step', rows: 0, columns: -far, extend: shiftKey }
  if (key === 'End') return { do: 'step', rows: 0, columns: far, extend: shiftKey }
  if (key === 'Enter') return { do: 'step', rows: shiftKey ? -1 : 1, columns: 0, extend: false }
  if (key === 'F2') return { do: 'edit' }
  if (key === 'Delete' || key === 'Backspace') return { do: 'clear' }
  if (key === 'Escape') return state.isMany ? { do: 'collapse' } : null
  // A character, or the start of one that an input method makes.
  return [...key].length === 1 || key === 'Process' ? { do: 'type' } : null
}

function editingCommand(
  { key, shiftKey, altKey }: GridKey,
  { isListOpen, isMultiline }: GridKeyState,
  withMod: boolean
): GridCommand | null {
  if (isListOpen || withMod || altKey) return null
  if (key === 'Escape') return { do: 'revert' }
  if (key === 'Enter' && !(isMultiline && shiftKey)) {
    return { do: 'step', rows: shiftKey ? -1 : 1, columns: 0, extend: false }
  }
  return null
}

function modCommand(key: string, shiftKey: boolean): GridCommand | null {
  const step = steps[key]
  if (step) {
    return { do: 'step', rows: step[0] * far, columns: step[1] * far, extend: shiftKey }
  }
  switch (key.toLowerCase()) {
    case 'home':
      return { do: 'step', rows: -far, columns: -far, extend: shiftKey }
    case 'end':
      return { do: 'step', rows: far, columns: far, extend: shiftKey }
    case 'a':
      return { do: 'selectAll' }
    case 'd':
      return { do: 'fillDown' }
    case 'z':
      return { do: shiftKey ? 'redo' : 'undo' }
    case 'y':
      return { do: 'redo' }
    default:
      return null
  }
}

function altCommand(key: string, shiftKey: boolean): GridCommand | null {
  if (key === 'Enter') return { do: 'insertRow' }
  if (!shiftKey) return key === 'ArrowDown' ? { do: 'edit' } : null
  if (key === 'ArrowUp') return { do: 'moveRow', by: -1 }
  return key === 'ArrowDown' ? { do: 'moveRow', by: 1 } : null
}
