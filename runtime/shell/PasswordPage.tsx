import { useState } from 'react'
import { App, Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { ApiError, faultsByPointer } from '#runtime/client/api_error.ts'
import { changePassword } from '#runtime/client/session.ts'
import { texts } from '#runtime/texts/index.ts'
import { SignField } from './SignField.tsx'
import { SignPanel } from './SignPanel.tsx'
import type { Session } from '#runtime/client/session.ts'

const t = texts.session

interface PasswordPageProps {
  account: string
  onDone: (session: Session) => void
}

/** Characters a password has at least; what makes it weak otherwise, the server says. */
const shortest = 8

/** A first password is only good for setting the own one. */
export function PasswordPage({ account, onDone }: PasswordPageProps) {
  const { message } = App.useApp()
  const [given, setGiven] = useState({ current: '', next: '', again: '' })
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => changePassword({ current: given.current, next: given.next }),
    onSuccess: (session) => {
      message.success(t.passwordChanged)
      onDone(session)
    },
  })
  const differs = given.again !== given.next
  const short = [...given.next].length < shortest
  const faults = faultsByPointer(change.error instanceof ApiError ? change.error.faults : [])
  const set = (name: keyof typeof given) => (event: React.ChangeEvent<HTMLInputElement>) =>
    setGiven({ ...given, [name]: event.target.value })

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (given.current && !short && !differs) change.mutate()
  }
  return (
    <SignPanel>
      <form className="gj-sign-form" onSubmit={submit} noValidate>
        <h1>{t.changePassword}</h1>
        {faults.general.length ? (
          <p className="gj-note gj-note-error" role="alert">
            {faults.general[0]}
          </p>
        ) : (
          <p className="gj-note">{t.mustChange}</p>
        )}
        <input
          className="gj-hidden"
          name="account"
          autoComplete="username"
          value={account}
          readOnly
        />
        <SignField
          password
          autoFocus
          label={t.currentPassword}
          name="current"
          autoComplete="current-password"
          value={given.current}
          fault={
            faults.placed.get('/current') ?? (tried && !given.current ? t.passwordMissing : null)
          }
          onChange={set('current')}
        />
        <SignField
          password
          label={t.newPassword}
          name="new"
          autoComplete="new-password"
          placeholder={t.passwordRule}
          value={given.next}
          fault={faults.placed.get('/next') ?? (tried && short ? t.passwordTooShort : null)}
          onChange={set('next')}
        />
        <SignField
          password
          label={t.repeatPassword}
          name="again"
          autoComplete="new-password"
          value={given.again}
          fault={tried && !short && differs ? t.passwordsDiffer : null}
          onChange={set('again')}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={change.isPending}>
          {texts.actions.confirm}
        </Button>
      </form>
    </SignPanel>
  )
}
