import {
  CheckOutlined,
  FileTextOutlined,
  GlobalOutlined,
  LogoutOutlined,
  MenuOutlined,
} from '@ant-design/icons'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { disconnectLive } from '#runtime/client/live/connection.ts'
import { sessionKey } from '#runtime/client/queries.ts'
import { chooseLanguage, signOut } from '#runtime/client/session.ts'
import { language, languageNames, languages, texts, turnTo } from '#runtime/texts/index.ts'
import { ActionMenu } from './ActionMenu.tsx'
import { mayLeave } from './leave_guard.ts'
import { draftsPath } from './paths.ts'
import logo from './logo.svg'
import type { Language } from '#runtime/texts/index.ts'
import type { Session } from '#runtime/client/session.ts'

interface TopBarProps {
  session: Session
  /** Opens the menu where it is not on screen. */
  onMenu: (() => void) | null
}

export function TopBar({ session, onMenu }: TopBarProps) {
  const leave = useSignOut()
  const turn = useLanguage()
  const [, navigate] = useLocation()
  const { name, account } = session.user
  return (
    <header className="gj-top">
      {onMenu && (
        <button
          type="button"
          className="gj-icon-button"
          aria-label={texts.menu.open}
          onClick={onMenu}
        >
          <MenuOutlined />
        </button>
      )}
      <Link className="gj-brand" href="/">
        <img src={logo} alt="" />
        {texts.brand.name}
      </Link>
      <span className="gj-top-space" />
      <ActionMenu
        head={
          <>
            <strong>{name}</strong>
            <span>{account}</span>
          </>
        }
        actions={[
          {
            key: 'drafts',
            label: texts.draft.page,
            icon: <FileTextOutlined />,
            onClick: () => navigate(draftsPath),
          },
          ...languages.map((one) => ({
            key: one,
            label: languageNames[one],
            lang: one,
            icon: one === language ? <CheckOutlined /> : <GlobalOutlined />,
            onClick: () => turn(one),
          })),
          {
            key: 'leave',
            label: texts.session.signOut,
            icon: <LogoutOutlined />,
            onClick: leave,
          },
        ]}
      >
        <button type="button" className="gj-user" aria-label={name}>
          <span className="gj-avatar" aria-hidden>
            {[...name][0]}
          </span>
          <span className="gj-user-name">{name}</span>
        </button>
      </ActionMenu>
    </header>
  )
}

/** Keeps the choice with the person, then shows the page in that language. */
function useLanguage(): (next: Language) => Promise<void> {
  const { message } = App.useApp()
  return async (next) => {
    if (next === language || !(await mayLeave())) return
    try {
      await chooseLanguage(next)
      turnTo(next)
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error))
    }
  }
}

function useSignOut(): () => Promise<void> {
  const { message } = App.useApp()
  const queries = useQueryClient()
  return async () => {
    if (!(await mayLeave())) return
    try {
      await signOut()
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error))
      return
    }
    await disconnectLive()
    queries.setQueryData(sessionKey, null)
    history.replaceState(null, '', '/sign-in')
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
  }
}
