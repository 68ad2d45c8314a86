import { useState } from 'react'
import { App } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { transitionRecord } from '#runtime/client/records.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'

/** What a person gives with a step. */
export interface TransitionGiven {
  comment?: string
  values?: object
}

export interface Transitions {
  /** Makes a step, or asks first for what it asks for. */
  choose: (transition: RuntimeTransition) => void
  /** Id of the step that is being made. */
  busy: string | null
  /** The step that is being asked about. */
  asked: RuntimeTransition | null
  cancel: () => void
  submit: (given: TransitionGiven) => Promise<void>
}

/** Makes steps of the lifecycle, after asking what a step asks for. */
export function useTransitions(entity: string, loaded: LoadedRecord): Transitions {
  const [asked, setAsked] = useState<RuntimeTransition | null>(null)
  const go = useTransition(entity, loaded)
  return {
    choose: (transition) => {
      if (asks(transition)) setAsked(transition)
      else go.mutate({ transition, given: {} })
    },
    busy: go.isPending ? go.variables.transition.id : null,
    asked,
    cancel: () => setAsked(null),
    submit: async (given) => {
      if (asked) await go.mutateAsync({ transition: asked, given })
      setAsked(null)
    },
  }
}

function asks({ confirm, comment, form }: RuntimeTransition): boolean {
  return confirm || comment !== 'none' || form !== null
}

interface Step {
  transition: RuntimeTransition
  given: TransitionGiven
}

function useTransition(entity: string, { data: record }: LoadedRecord) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ transition, given }: Step) =>
      transitionRecord(entity, record.id, transition.id, { ...given, rev: record.rev }),
    onSuccess: (_answer, { transition }) => {
      message.success(texts.transition.done(transition.title))
    },
    onError: (error, { transition }) => {
      // A dialog shows its faults at their places.
      if (!asks(transition)) message.error(error.message, 5)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: recordKeys.all(entity) }),
  })
}
