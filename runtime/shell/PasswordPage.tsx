import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { SignField } from './SignField.tsx'
import { SignPanel } from './SignPanel.tsx'
import { usePasswordChange } from './password_change.ts'
import type { Session } from '#runtime/client/session.ts'

const t = texts.session

interface PasswordPageProps {
  account: string
  onDone: (session: Session) => void
}

/** A first password is only good for setting the own one. */
export function PasswordPage({ account, onDone }: PasswordPageProps) {
  const change = usePasswordChange(onDone)
  const password = { password: true, autoComplete: 'new-password' }
  return (
    <SignPanel>
      <form className="gj-sign-form" onSubmit={change.submit} noValidate>
        <h1>{t.changePassword}</h1>
        {change.fault ? (
          <p className="gj-note gj-note-error" role="alert">
            {change.fault}
          </p>
        ) : (
          <p className="gj-note">{t.mustChange}</p>
        )}
        {/* Tells password programs whose password this is. */}
        <input
          className="gj-hidden"
          autoComplete="username"
          value={account}
          readOnly
          tabIndex={-1}
        />
        <SignField
          password
          autoFocus
          label={t.currentPassword}
          name="current"
          autoComplete="current-password"
          {...change.input('current')}
        />
        <SignField
          {...password}
          label={t.newPassword}
          name="new"
          placeholder={t.passwordRule}
          {...change.input('next')}
        />
        <SignField {...password} label={t.repeatPassword} name="again" {...change.input('again')} />
        <Button type="primary" htmlType="submit" size="large" block loading={change.busy}>
          {texts.actions.confirm}
        </Button>
      </form>
    </SignPanel>
  )
}
