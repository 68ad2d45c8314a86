import { useMemo, useRef, useState } from 'react'
import { useSession } from '#runtime/client/queries.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'

/**
 * A new record being filled in on a form of the drafts. When the form changes, what was typed stays in
 * the fields that are still there and of the same type.
 */
export function useDraftModel(definition: RuntimeForm) {
  const me = useSession().data?.user.id ?? ''
  const last = useRef<FormModel | null>(null)
  const [round, setRound] = useState(0)
  // Edits elsewhere compile everything anew; the form is another one only when it says something else.
  const text = JSON.stringify({ ...definition, release: '' })
  const latest = useRef(definition)
  latest.current = definition
  const model = useMemo(() => {
    const { current } = latest
    const given = last.current ? typedBefore(last.current, current) : {}
    const writable = new Set(current.createFields)
    return (last.current = new FormModel({
      definition: current,
      record: null,
      given,
      writable,
      me,
    }))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `text` stands for the definition
  }, [text, me, round])
  return {
    model,
    clear() {
      last.current = null
      setRound(round + 1)
    },
  }
}

function typedBefore(before: FormModel, now: RuntimeForm): Record<string, unknown> {
  const types = new Map(before.definition.fields.map(({ key, type }) => [key, type]))
  const same = new Set(
    now.fields.flatMap((one) => (types.get(one.key) === one.type ? [one.key] : []))
  )
  const { values } = before.entered()
  return Object.fromEntries(Object.entries(values).filter(([key]) => same.has(key)))
}
