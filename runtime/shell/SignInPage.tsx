import { useState } from 'react'
import { Button } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { chooseLanguage, signIn } from '#runtime/client/session.ts'
import {
  askFor,
  language,
  languageNames,
  languages,
  takeAsked,
  texts,
} from '#runtime/texts/index.ts'
import { SignField } from './SignField.tsx'
import { SignPanel } from './SignPanel.tsx'
import type { Session } from '#runtime/client/session.ts'

const t = texts.session

interface SignInPageProps {
  onSignedIn: (session: Session) => void
  /** On top of a page whose session has ended. */
  over?: boolean
  account?: string
  note?: string
}

/** Signs in; a language that was asked for on this page is kept with the person. */
async function enterReading(given: Parameters<typeof signIn>[0]): Promise<Session> {
  const session = await signIn(given)
  const asked = takeAsked()
  if (asked === null || asked === session.language) return session
  await chooseLanguage(asked)
  return { ...session, language: asked }
}

export function SignInPage({ onSignedIn, over, account: known, note }: SignInPageProps) {
  const [account, setAccount] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const enter = useMutation({ mutationFn: enterReading, onSuccess: onSignedIn })
  const fault = enter.error

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!account.trim() || !password) return
    enter.mutate({ account: account.trim(), password })
  }
  return (
    <SignPanel over={over ?? false}>
      <form className="gj-sign-form" onSubmit={submit} noValidate>
        <h1>{t.title}</h1>
        {note && !fault && <p className="gj-note">{note}</p>}
        {fault && (
          <p className="gj-note gj-note-error" role="alert">
            {fault.message}
          </p>
        )}
        <SignField
          label={t.account}
          name="account"
          autoComplete="username"
          autoFocus={!known}
          value={account}
          fault={tried && !account.trim() ? t.accountMissing : null}
          onChange={(event) => setAccount(event.target.value)}
        />
        <SignField
          password
          label={t.password}
          name="password"
          autoComplete="current-password"
          autoFocus={Boolean(known)}
          value={password}
          fault={tried && !password ? t.passwordMissing : null}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="primary" htmlType="submit" size="large" block loading={enter.isPending}>
          {t.signIn}
        </Button>
        {!over && (
          <p className="gj-languages" role="group" aria-label={t.language}>
            {languages.map((one) => (
              <button
                key={one}
                type="button"
                lang={one}
                aria-pressed={one === language}
                onClick={() => one !== language && askFor(one)}
              >
                {languageNames[one]}
              </button>
            ))}
          </p>
        )}
      </form>
    </SignPanel>
  )
}
