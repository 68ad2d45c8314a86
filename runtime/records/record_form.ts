import { useCallback, useRef, useState } from 'react'
import { App } from 'antd'
import { ApiError, faultsByPointer } from '#runtime/client/api_error.ts'
import { showFirstFault } from '#runtime/forms/first_fault.ts'
import { releaseGuard, useLeaveGuard } from '#runtime/shell/leave_guard.ts'
import { texts } from '#runtime/texts/index.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { Payload } from '#runtime/forms/payload.ts'
import type { FormDraftState } from './drafts/form_draft.ts'

export interface RecordFormState {
  /** Messages that belong to no field. */
  faults: readonly string[]
  /** How many places of the form were wrong when it was last submitted. */
  count: number
  busy: boolean
  body: React.RefObject<HTMLDivElement>
  submit: () => void
}

/**
 * Submitting a form: check here, send, and show what the server found at its place. Until then the
 * page is not left without a question.
 */
export function useRecordFormState(
  model: FormModel,
  draft: FormDraftState,
  send: (payload: Payload) => Promise<void>
): RecordFormState {
  const [faults, setFaults] = useState<readonly string[]>([])
  const [count, setCount] = useState(0)
  const [busy, setBusy] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  useGuardOf(draft)

  const run = async () => {
    if (busy) return
    setFaults([])
    setCount(0)
    if (!(await model.check())) {
      setCount(model.faultCount)
      return showFirstFault(body.current)
    }
    const payload = model.payload()
    setBusy(true)
    try {
      await send(payload)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { placed, general } = faultsByPointer(error.faults)
      const own = [...placed].map(([at, text]): [string, string] => [payload.locate(at), text])
      setFaults([...general, ...model.showFaults(new Map(own))])
      setCount(model.faultCount)
      showFirstFault(body.current)
    } finally {
      setBusy(false)
    }
  }
  return { faults, count, busy, body, submit: () => void run() }
}

/** What is not kept yet is kept before the page is left; where that fails, the person is asked. */
function useGuardOf({ isPending, keeper }: FormDraftState): void {
  const { modal } = App.useApp()
  const ask = useCallback(
    async () =>
      (await keeper.flush()) ||
      new Promise<boolean>((resolve) => {
        modal.confirm({
          title: texts.leave.title,
          content: texts.leave.text,
          okText: texts.leave.leave,
          cancelText: texts.leave.stay,
          okButtonProps: { danger: true },
          onOk: () => resolve(true),
          onCancel: () => resolve(false),
        })
      }),
    [modal, keeper]
  )
  useLeaveGuard(isPending, ask)
}

/** What was typed is saved: the page may be left. */
export { releaseGuard }
