import { useEffect, useState } from 'react'
import { Result, Spin } from 'antd'
import type { Session } from '#runtime/client/session.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { draftsClient } from '#designer/document/saving/drafts_client.ts'
import { browserKeeper } from '#designer/document/saving/kept_edits.ts'
import { WorkshopContext, openWorkshop } from '#designer/workshop/index.ts'
import type { Workshop } from '#designer/workshop/index.ts'
import { Frame } from './Frame.tsx'
import { useIsWide } from './wide.ts'
import { texts } from './texts.ts'

/** The workshop of whoever may design; everybody else is told that they may not. */
export function DesignerPage({ session }: { session: Session }) {
  const [workshop, setWorkshop] = useState<Workshop | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const isWide = useIsWide()
  const person = session.user.id
  const mayEdit = session.definitions.includes('edit')
  useEffect(() => {
    let opened: Workshop | null = null
    let isLeft = false
    openWorkshop(draftsClient, { keeper: browserKeeper(person), mayEdit }).then(
      (made) => {
        if (isLeft) return made.close()
        opened = made
        setError(null)
        setWorkshop(made)
      },
      (reason: unknown) => !isLeft && setError(reason)
    )
    return () => {
      isLeft = true
      opened?.close()
    }
  }, [person, mayEdit, attempt])

  if (error !== null) {
    return <ErrorPage error={error} onRetry={() => setAttempt(attempt + 1)} />
  }
  if (!workshop) return <Spin fullscreen tip={texts.loading} />
  if (!isWide)
    return (
      <Result
        className="gd-narrow"
        status="info"
        title={texts.narrow}
        subTitle={texts.narrowAbout}
      />
    )
  return (
    <WorkshopContext.Provider value={workshop}>
      <Frame session={session} />
    </WorkshopContext.Provider>
  )
}
