import { useEffect, useMemo, useRef, useState } from 'react'
import { Button } from 'antd'
import { locate, pathOf, replaceDocument, textOf } from '#designer/document/index.ts'
import type { DesignDefinition, ElementAddress } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { lineAt, pointerAt, spansOf } from './json_lines.ts'
import { readEdited } from './read_edited.ts'
import { texts } from './texts.ts'

const lineHeight = 20

/**
 * The definition as JSON beside the canvas, both ways: what is valid while it is typed is a command
 * like any other; what is not stays here, with the fault at its line, until it is or is discarded.
 */
export function JsonPane({ definition }: { definition: DesignDefinition }) {
  const workshop = useWorkshop()
  const canonical = textOf(definition)
  const [typed, setTyped] = useState<string | null>(null)
  const isFocused = useRef(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const text = typed ?? canonical
  const read = useMemo(
    () => (typed === null ? null : readEdited(typed, definition)),
    [typed, definition]
  )
  const isUnfinished = read !== null && read.document === null
  const spans = useMemo(() => spansOf(text), [text])
  const marks = useLineMarks(text, { definition, spans, faults: read?.faults ?? [] })
  useSelectedLine(area, { definition, text, spans, isFocused })

  const change = (next: string) => {
    setTyped(next)
    const { document } = readEdited(next, definition)
    if (document) workshop.execute(replaceDocument(definition.uid, document, texts.edit))
  }
  const selectHere = () => {
    const place = area.current?.selectionStart
    if (place === undefined || isUnfinished) return
    const path = elementPath(definition, pathOf(definition, pointerAt(spans, place)))
    workshop.select({ uid: definition.uid, path })
  }
  return (
    <section className="gd-json" aria-label={texts.title}>
      <div className="gd-json-body">
        <div className="gd-json-gutter" ref={gutter} aria-hidden>
          {text.split('\n').map((_, line) => (
            <div
              key={line}
              className={marks.has(line) ? 'gd-line-wrong' : ''}
              title={marks.get(line)}
            >
              {line + 1}
            </div>
          ))}
        </div>
        <textarea
          ref={area}
          className="gd-code"
          aria-label={texts.edit}
          spellCheck={false}
          wrap="off"
          value={text}
          onFocus={() => (isFocused.current = true)}
          onBlur={() => {
            isFocused.current = false
            if (!isUnfinished) setTyped(null)
          }}
          onChange={(event) => change(event.target.value)}
          onClick={selectHere}
          onKeyDown={(event) => indentWithTab(event, change)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
      <footer className={isUnfinished ? 'gd-json-foot gd-error' : 'gd-json-foot'}>
        {isUnfinished ? (
          <>
            <span role="alert">
              {phrases.labelled(
                texts.unfinished,
                phrases.told(read.faults.map(({ message }) => message))
              )}
            </span>
            <Button size="small" onClick={() => setTyped(null)}>
              {texts.discard}
            </Button>
          </>
        ) : (
          <span>{texts.applied}</span>
        )}
      </footer>
    </section>
  )
}

interface Marking {
  definition: DesignDefinition
  spans: ReturnType<typeof spansOf>
  faults: readonly { pointer: string; message: string; line: number | null }[]
}

/** Messages by line: faults of the text itself, then problems of the definition. */
function useLineMarks(text: string, { definition, spans, faults }: Marking): Map<number, string> {
  const problems = useWorkshopState((state) => state.problems)
  return useMemo(() => {
    const marks = new Map<number, string>()
    const mark = (line: number, message: string) =>
      marks.set(line, [marks.get(line), message].filter(Boolean).join('\n'))
    for (const { pointer, message, line } of faults) {
      mark(line ?? lineAt(text, spans.get(pointer)?.from ?? 0), message)
    }
    for (const { at, pointer, message } of problems) {
      if (at?.uid !== definition.uid) continue
      mark(lineAt(text, spans.get(pointer)?.from ?? 0), message)
    }
    return marks
  }, [text, spans, faults, problems, definition.uid])
}

/** Shows the selected element's line, unless somebody types here. */
function useSelectedLine(
  area: React.RefObject<HTMLTextAreaElement>,
  given: {
    definition: DesignDefinition
    text: string
    spans: ReturnType<typeof spansOf>
    isFocused: React.RefObject<boolean>
  }
): void {
  const selection = useWorkshopState((state) => state.selection)
  const latest = useRef(given)
  latest.current = given
  useEffect(() => {
    const { definition, text, spans, isFocused } = latest.current
    if (isFocused.current || selection?.uid !== definition.uid) return
    const pointer = locate(definition, selection.path)?.pointer
    const span = pointer === undefined ? undefined : spans.get(pointer)
    if (!span || !area.current) return
    area.current.setSelectionRange(span.from, span.to)
    area.current.scrollTop = Math.max(0, lineAt(text, span.from) - 3) * lineHeight
  }, [area, selection])
}

/** The nearest thing that can be selected: an object, not the text in it. */
function elementPath(
  definition: DesignDefinition,
  path: readonly string[]
): ElementAddress['path'] {
  const element = locate(definition, path)
  const isObject = typeof element?.value === 'object' && !Array.isArray(element.value)
  return isObject || path.length === 0 ? path : elementPath(definition, path.slice(0, -1))
}

function indentWithTab(
  event: React.KeyboardEvent<HTMLTextAreaElement>,
  change: (text: string) => void
): void {
  if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey) return
  event.preventDefault()
  const { selectionStart, selectionEnd, value } = event.currentTarget
  const area = event.currentTarget
  change(`${value.slice(0, selectionStart)}  ${value.slice(selectionEnd)}`)
  requestAnimationFrame(() => area.setSelectionRange(selectionStart + 2, selectionStart + 2))
}
