import { useEffect, useRef } from 'react'
import type { Suggestion } from './completion.ts'

interface SuggestionListProps {
  id: string
  suggestions: readonly Suggestion[]
  chosen: number
  onAccept: (suggestion: Suggestion) => void
}

const marks = { field: '字', function: 'ƒ', actor: '$' }

export function SuggestionList({ id, suggestions, chosen, onAccept }: SuggestionListProps) {
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <ul id={id} role="listbox" className="gd-suggestions">
      {suggestions.map((one, index) => (
        <li
          key={one.kind + one.insert}
          ref={index === chosen ? here : null}
          role="option"
          aria-selected={index === chosen}
          // Before the input loses the cursor.
          onMouseDown={(event) => {
            event.preventDefault()
            onAccept(one)
          }}
        >
          <span className="gd-suggestion-mark">{marks[one.kind]}</span>
          <span>{one.label}</span>
          <small>{one.about}</small>
        </li>
      ))}
    </ul>
  )
}
