import { useMemo, useRef, useState } from 'react'
import { ApiError, faultsByPointer } from '#runtime/client/api_error.ts'
import { useSession } from '#runtime/client/queries.ts'
import { shownFields } from '#runtime/forms/bridge.ts'
import { showFirstFault } from '#runtime/forms/first_fault.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { TransitionGiven } from './transitions.ts'

interface Asked {
  transition: RuntimeTransition
  form: RuntimeForm | null
  record: RecordJson
  onSubmit: (given: TransitionGiven) => Promise<void>
}

/** What a person enters before a step is made, and what is wrong with it. */
export function useTransitionDialog({ transition, form, record, onSubmit }: Asked) {
  const [comment, setComment] = useState('')
  const [commentFault, setCommentFault] = useState<string | null>(null)
  const [faults, setFaults] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const model = useOpenedForm(form, record)

  const submit = async () => {
    const given = comment.trim()
    if (transition.comment === 'required' && !given) {
      return setCommentFault(texts.transition.commentRequired)
    }
    if (model && !(await model.check())) return showFirstFault(body.current)
    setFaults([])
    setBusy(true)
    try {
      const values = model?.payload().body ?? {}
      const isChanged = Object.keys(values).length > 0
      await onSubmit({ ...(given ? { comment: given } : {}), ...(isChanged ? { values } : {}) })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFaults(placeFaults(error, model))
      showFirstFault(body.current)
    } finally {
      setBusy(false)
    }
  }
  const change = (text: string) => {
    setComment(text)
    setCommentFault(null)
  }
  return { body, model, comment, change, commentFault, faults, busy, submit: () => void submit() }
}

/** The form stays as it was opened, whatever is read meanwhile. */
function useOpenedForm(form: RuntimeForm | null, record: RecordJson): FormModel | null {
  const me = useSession().data?.user.id ?? ''
  const opened = useRef(record)
  return useMemo(
    () =>
      form &&
      new FormModel({
        ...{ definition: form, record: opened.current, me },
        writable: shownFields(form),
      }),
    [form, me]
  )
}

/** Shows faults at their fields; gives back those that have none. */
function placeFaults(error: ApiError, model: FormModel | null): string[] {
  const { placed, general } = faultsByPointer(error.faults)
  if (!model) return [...general, ...placed.values()]
  const { locate } = model.payload()
  const own = [...placed].map(([at, text]): [string, string] => [
    locate(at.replace(/^\/values/, '')),
    text,
  ])
  return [...general, ...model.showFaults(new Map(own))]
}
