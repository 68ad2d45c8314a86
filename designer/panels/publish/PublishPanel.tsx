import { useCallback, useEffect, useState } from 'react'
import { Alert, Button, Empty, Skeleton } from 'antd'
import { ApiError } from '#runtime/client/api_error.ts'
import { MovingData } from '#designer/releases/MovingData.tsx'
import { PlanView } from '#designer/releases/PlanView.tsx'
import { followRelease } from '#designer/releases/follow_release.ts'
import { releasesClient } from '#designer/releases/releases_client.ts'
import type { ReleaseState } from '#designer/releases/releases_client.ts'
import { draftsClient } from '#designer/document/saving/drafts_client.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { DraftList } from './DraftList.tsx'
import { PublishBar } from './PublishBar.tsx'
import { PublishedResult } from './PublishedResult.tsx'
import { addressOf, draftsHere, isBehind } from './drafts_here.ts'
import type { DraftHere } from './drafts_here.ts'
import { usePlan } from './use_plan.ts'
import { texts } from './texts.ts'
import '#designer/releases/style.css'

/** Drafts, the plan of those that are chosen, and publishing exactly that plan. */
export function PublishPanel({ onClose }: { onClose: () => void }) {
  const workshop = useWorkshop()
  const [drafts, setDrafts] = useState<DraftHere[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const read = useCallback(async () => {
    await workshop.save()
    const listed = await draftsClient.drafts()
    if (isBehind(listed, workshop)) await workshop.reload()
    setDrafts(draftsHere(listed, workshop))
  }, [workshop])
  useEffect(() => void read().catch(setError), [read])
  if (error !== null) return <Alert type="error" showIcon message={messageOf(error)} />
  if (!drafts) return <Skeleton className="gd-panel" active />
  if (drafts.length === 0) {
    return (
      <Empty className="gd-empty" description={texts.nothing}>
        <p className="gd-note">{texts.nothingAbout}</p>
        <Button onClick={onClose}>{texts.close}</Button>
      </Empty>
    )
  }
  return (
    <Publishing drafts={drafts} onChanged={() => void read().catch(setError)} onClose={onClose} />
  )
}

interface PublishingProps {
  drafts: readonly DraftHere[]
  onChanged: () => void
  onClose: () => void
}

function Publishing({ drafts, onChanged, onClose }: PublishingProps) {
  const workshop = useWorkshop()
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const all = drafts.map(addressOf)
  const chosen = new Set(all.filter((one) => !left.has(one)))
  const isAll = chosen.size === drafts.length
  const stamp = drafts.map(({ uid, hash }) => `${uid} ${hash}`).join('\n')
  const planning = usePlan(isAll ? null : [...chosen], stamp)
  const [release, setRelease] = useState<ReleaseState | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isStale, setStale] = useState(false)

  const publish = async (note: string) => {
    if (!planning.plan) return
    setFault(null)
    try {
      const { id } = await releasesClient.publish(planning.plan.hash, note)
      const last = await followRelease(id, setRelease)
      if (last.state === 'active' || last.state === 'past') await workshop.reload()
    } catch (error) {
      setStale(error instanceof ApiError && error.has('E_PLAN_STALE'))
      if (error instanceof ApiError && error.has('E_PLAN_STALE')) {
        planning.renew()
        onChanged()
      } else setFault(messageOf(error))
    }
  }
  if (release?.state === 'migrating') return <MovingData release={release} />
  if (release) return <PublishedResult release={release} onClose={onClose} />
  const choose = (now: ReadonlySet<string>) => setLeft(new Set(all.filter((one) => !now.has(one))))
  const addMissing = () => choose(new Set([...chosen, ...planning.missing]))
  return (
    <div className="gd-panel gd-publish">
      <DraftList drafts={drafts} chosen={chosen} onChoose={choose} onDiscard={onChanged} />
      <div className="gd-publish-plan">
        {isStale && <Alert type="info" showIcon message={texts.stale} />}
        {fault !== null && <Alert type="error" showIcon message={fault} />}
        {planning.error !== null && (
          <Alert type="error" showIcon message={messageOf(planning.error)} />
        )}
        {planning.missing.length > 0 && (
          <Alert
            type="warning"
            showIcon
            message={texts.incomplete}
            description={phrases.listed(planning.missing)}
            action={<Button onClick={addMissing}>{texts.addMissing}</Button>}
          />
        )}
        {chosen.size === 0 && <p className="gd-note">{texts.empty}</p>}
        {planning.isLoading && !planning.plan && <Skeleton active />}
        {planning.plan && chosen.size > 0 && (
          <PlanView
            plan={planning.plan}
            onGone={onClose}
            {...(planning.marked ? { marked: planning.marked } : {})}
          />
        )}
      </div>
      <PublishBar
        plan={chosen.size > 0 && !planning.isLoading ? planning.plan : null}
        onPublish={publish}
      />
    </div>
  )
}

function messageOf(error: unknown): string {
  return error instanceof ApiError
    ? phrases.told(error.faults.map(({ message }) => message))
    : String(error)
}
