import { useEffect } from 'react'
import type { ComponentType } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useSearch } from 'wouter'
import { sessionKey, useSession } from '#runtime/client/queries.ts'
import { setSessionLost, useSessionLost } from '#runtime/client/session_state.ts'
import { language, texts, turnTo } from '#runtime/texts/index.ts'
import { ErrorPage } from './ErrorPage.tsx'
import { PasswordPage } from './PasswordPage.tsx'
import { SignInPage } from './SignInPage.tsx'
import { safeNext } from './paths.ts'
import type { Session } from '#runtime/client/session.ts'

type Workplace = ComponentType<{ session: Session }>

/** Lets in whoever is signed in, and shows everybody else the sign-in page. */
export function Entrance({ workplace }: { workplace: Workplace }) {
  const session = useSession()
  const queries = useQueryClient()
  const signedIn = (made: Session) => queries.setQueryData(sessionKey, made)

  const chosen = session.data?.language ?? language
  useEffect(() => {
    if (chosen !== language) turnTo(chosen)
  }, [chosen])

  if (session.isPending || chosen !== language) return null
  if (session.isError) return <ErrorPage error={session.error} onRetry={() => session.refetch()} />
  if (!session.data) return <SignInRoute onSignedIn={signedIn} />
  if (session.data.mustChangePassword) {
    return <PasswordPage account={session.data.user.account} onDone={signedIn} />
  }
  return <SignedIn session={session.data} workplace={workplace} />
}

/** `/sign-in?next=…`: any other address comes here first and is gone to afterwards. */
function SignInRoute({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  const [path, navigate] = useLocation()
  const search = useSearch()
  useEffect(() => {
    if (path === '/sign-in') return
    const next = path === '/' ? '' : `?next=${encodeURIComponent(path + (search && `?${search}`))}`
    navigate(`/sign-in${next}`, { replace: true })
  }, [path, search, navigate])
  return <SignInPage onSignedIn={onSignedIn} />
}

function SignedIn({ session, workplace: Place }: { session: Session; workplace: Workplace }) {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const lost = useSessionLost()
  const queries = useQueryClient()
  useEffect(() => {
    if (path === '/sign-in') {
      navigate(safeNext(new URLSearchParams(search).get('next')), { replace: true })
    }
  }, [path, search, navigate])

  const again = (made: Session) => {
    // Somebody else at the same screen must not see what the first one typed.
    if (made.user.id !== session.user.id) return location.assign('/')
    queries.setQueryData(sessionKey, made)
    setSessionLost(false)
    void queries.invalidateQueries()
  }
  return (
    <>
      {path !== '/sign-in' && <Place session={session} />}
      {lost && (
        <SignInPage
          over
          account={session.user.account}
          note={texts.session.again}
          onSignedIn={again}
        />
      )}
    </>
  )
}
