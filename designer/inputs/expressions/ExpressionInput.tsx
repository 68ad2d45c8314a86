import { useId, useMemo, useRef, useState } from 'react'
import { Input } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { entityScope } from '#engine/compile/index.ts'
import { compileExpression, typeText } from '#engine/expressions/index.ts'
import type { KnownDefinitions } from '#engine/compile/index.ts'
import { language } from '#runtime/texts/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { texts } from '../texts.ts'
import { completionAt } from './completion.ts'
import type { Suggestion } from './completion.ts'
import { SuggestionList } from './SuggestionList.tsx'

interface ExpressionInputProps {
  id: string
  value: string
  /** Entity whose fields its bare names are. */
  entity: string
  known: KnownDefinitions
  invalid?: boolean
  onChange: (value: string) => void
}

/** A formula: completed while it is typed, and checked by the engine at every key. */
export function ExpressionInput({
  id,
  value,
  entity,
  known,
  invalid,
  onChange,
}: ExpressionInputProps) {
  const area = useRef<TextAreaRef>(null)
  const list = useId()
  const [cursor, setCursor] = useState<number | null>(null)
  const [chosen, setChosen] = useState(0)
  const completion = useMemo(
    () => (cursor === null ? null : completionAt(value, cursor, { entity, known })),
    [value, cursor, entity, known]
  )
  const suggestions = completion?.suggestions ?? []
  const isOpen = suggestions.length > 0

  const move = (element: HTMLTextAreaElement) => {
    setCursor(element.selectionStart)
    setChosen(0)
  }
  const accept = (suggestion: Suggestion) => {
    if (!completion || cursor === null) return
    const before = value.slice(0, completion.from)
    const place = suggestion.insert.indexOf('|')
    const written = suggestion.insert.replace('|', '')
    onChange(before + written + value.slice(cursor))
    const next = before.length + (place < 0 ? written.length : place)
    const element = area.current?.resizableTextArea?.textArea
    requestAnimationFrame(() => {
      element?.focus()
      element?.setSelectionRange(next, next)
      setCursor(suggestion.insert.endsWith('.') ? next : null)
    })
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      return move(event.currentTarget)
    }
    if (!isOpen || event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setChosen((chosen + step + suggestions.length) % suggestions.length)
    else if (event.key === 'Enter' || event.key === 'Tab') accept(suggestions[chosen]!)
    else if (event.key === 'Escape') setCursor(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="gd-expression">
      <Input.TextArea
        ref={area}
        id={id}
        className="gd-code"
        autoSize={{ minRows: 1, maxRows: 8 }}
        value={value}
        spellCheck={false}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        status={invalid ? 'error' : ''}
        onChange={(event) => {
          onChange(event.target.value.replaceAll(/\r?\n/g, ' '))
          move(event.target)
        }}
        onKeyDown={onKeyDown}
        onClick={(event) => move(event.currentTarget)}
        onBlur={() => setCursor(null)}
      />
      {isOpen && (
        <SuggestionList id={list} suggestions={suggestions} chosen={chosen} onAccept={accept} />
      )}
      <Verdict value={value} entity={entity} known={known} />
    </div>
  )
}

/** What the engine says of the formula, at once. */
function Verdict({
  value,
  entity,
  known,
}: Pick<ExpressionInputProps, 'value' | 'entity' | 'known'>) {
  const result = useMemo(() => {
    const compiled = known.entities.get(entity)
    if (!value.startsWith('=') || !compiled) return null
    return compileExpression(value, entityScope(compiled, known))
  }, [value, entity, known])
  if (!result) return null
  if (result.expression) {
    return <p className="gd-verdict">{texts.yields(typeText(result.expression.type, language))}</p>
  }
  return (
    <p className="gd-verdict gd-verdict-wrong" role="alert">
      {phrases.told(result.problems.map(({ en, zh }) => (language === 'en' ? en : zh)))}
    </p>
  )
}
