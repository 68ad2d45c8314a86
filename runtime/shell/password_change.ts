import { useState } from 'react'
import { App } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { ApiError, faultsByPointer } from '#runtime/client/api_error.ts'
import { changePassword } from '#runtime/client/session.ts'
import { texts } from '#runtime/texts/index.ts'
import type { Session } from '#runtime/client/session.ts'

const t = texts.session
const blank = { current: '', next: '', again: '' }
type Name = keyof typeof blank

/** Characters a password has at least; what makes it weak otherwise, the server says. */
const shortest = 8

/** Setting the own password: what was entered, and what is wrong with it. */
export function usePasswordChange(onDone: (session: Session) => void) {
  const { message } = App.useApp()
  const [given, setGiven] = useState(blank)
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => changePassword({ current: given.current, next: given.next }),
    onSuccess: (session) => {
      message.success(t.passwordChanged)
      onDone(session)
    },
  })
  const server = faultsByPointer(change.error instanceof ApiError ? change.error.faults : [])
  const own = ownFaults(given)
  const fault = (name: Name) => server.placed.get(`/${name}`) ?? (tried ? own[name] : null)
  return {
    busy: change.isPending,
    /** What belongs to no input. */
    fault: server.general[0] ?? null,
    input: (name: Name) => ({
      value: given[name],
      fault: fault(name),
      onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
        setGiven({ ...given, [name]: event.target.value }),
    }),
    submit: (event: React.FormEvent) => {
      event.preventDefault()
      setTried(true)
      if (Object.values(own).every((each) => each === null)) change.mutate()
    },
  }
}

function ownFaults({ current, next, again }: typeof blank): Record<Name, string | null> {
  const isShort = [...next].length < shortest
  return {
    current: current ? null : t.passwordMissing,
    next: isShort ? t.passwordTooShort : null,
    again: !isShort && again !== next ? t.passwordsDiffer : null,
  }
}
