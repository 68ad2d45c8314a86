import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { App } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { transitionRecord } from '#runtime/client/records.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'

const TransitionDialog = lazy(() => import('./TransitionDialog.tsx'))

export interface TransitionGiven {
  comment?: string
  values?: object
}

interface Transitions {
  choose: (transition: RuntimeTransition) => void
  /** Id of the step that is being made. */
  busy: string | null
  /** What is asked before a step, if anything. */
  dialog: ReactNode
}

/** Makes steps of the lifecycle, after asking what a step asks for. */
export function useTransitions(definition: RuntimeForm, loaded: LoadedRecord): Transitions {
  const [asked, setAsked] = useState<RuntimeTransition | null>(null)
  const go = useTransition(definition.entity, loaded)
  const choose = (transition: RuntimeTransition) => {
    const asksNothing =
      !transition.confirm && transition.comment === 'none' && transition.form === null
    if (asksNothing) go.mutate({ transition, given: {} })
    else setAsked(transition)
  }
  return {
    choose,
    busy: go.isPending ? go.variables.transition.id : null,
    dialog: asked && (
      <Suspense fallback={null}>
        <TransitionDialog
          definition={definition}
          loaded={loaded}
          transition={asked}
          onCancel={() => setAsked(null)}
          onSubmit={async (given) => {
            await go.mutateAsync({ transition: asked, given })
            setAsked(null)
          }}
        />
      </Suspense>
    ),
  }
}

function useTransition(entity: string, { data: record }: LoadedRecord) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({
      transition,
      given,
    }: {
      transition: RuntimeTransition
      given: TransitionGiven
    }) => transitionRecord(entity, record.id, transition.id, { ...given, rev: record.rev }),
    onSuccess: (_answer, { transition }) => {
      message.success(texts.transition.done(transition.title))
    },
    onError: (error, { transition }) => {
      // A dialog shows its faults at their places.
      const asked = transition.confirm || transition.comment !== 'none' || transition.form !== null
      if (!asked) message.error(error.message, 5)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: recordKeys.all(entity) }),
  })
}
