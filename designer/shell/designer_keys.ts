import { useEffect, useRef } from 'react'
import { isMembers, locate, removeElement } from '#designer/document/index.ts'
import { elementTitle } from '#designer/properties/element_title.ts'
import { useRemoval } from '#designer/tree/DefinitionTree.tsx'
import { useWorkshop } from '#designer/workshop/index.ts'
import type { Workshop } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

interface KeyActions {
  save: () => void
  palette: () => void
}

/** Ctrl+Z, Ctrl+Y (Ctrl+Shift+Z), Ctrl+S, Ctrl+K everywhere; Delete where nobody types. */
export function useDesignerKeys(actions: KeyActions): void {
  const workshop = useWorkshop()
  const askRemoval = useRemoval()
  const latest = useRef({ actions, askRemoval })
  latest.current = { actions, askRemoval }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const act = actionFor(event)
      if (act === null) return
      const { actions: given, askRemoval: ask } = latest.current
      if (isOwnOf(event.target, act)) return
      if (act === 'delete') {
        if (isTyping(event.target) || hasDialog()) return
        removeSelected(workshop, ask)
      } else if (act === 'undo') workshop.undo()
      else if (act === 'redo') workshop.redo()
      else given[act]()
      event.preventDefault()
    }
    // Before inputs: their own undo knows one field, ours all.
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  }, [workshop])
}

function actionFor(event: KeyboardEvent): 'undo' | 'redo' | 'save' | 'palette' | 'delete' | null {
  if (event.key === 'Delete' && !event.ctrlKey && !event.metaKey) return 'delete'
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null
  switch (event.key.toLowerCase()) {
    case 'z':
      return event.shiftKey ? 'redo' : 'undo'
    case 'y':
      return 'redo'
    case 's':
      return 'save'
    case 'k':
      return 'palette'
    default:
      return null
  }
}

/** Takes the selected element away, where it is one of several; a definition is asked about. */
export function removeSelected(workshop: Workshop, ask: ReturnType<typeof useRemoval>): void {
  const { selection, set } = workshop.state
  const definition = selection && set.get(selection.uid)
  if (!selection || !definition) return
  if (selection.path.length === 0) return ask(definition)
  const element = locate(definition, selection.path)
  const isOne =
    element?.holder?.type === 'array' || isMembers(element?.holder?.additionalProperties)
  if (!element || element.value === undefined || !isOne) return
  workshop.execute(removeElement(selection, `${texts.removed} ${elementTitle(element)}`))
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** A canvas where several elements can be chosen takes them away itself; a preview is typed into. */
function isOwnOf(target: EventTarget | null, act: string): boolean {
  return target instanceof HTMLElement && target.closest(`[data-owns-keys~="${act}"]`) !== null
}

function hasDialog(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="none"])') !== null
}
