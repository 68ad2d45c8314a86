import { useEffect, useState } from 'react'
import { Alert, App, Modal, Skeleton } from 'antd'
import { MovingData } from '#designer/releases/MovingData.tsx'
import { PlanView } from '#designer/releases/PlanView.tsx'
import { followRelease } from '#designer/releases/follow_release.ts'
import { releasesClient } from '#designer/releases/releases_client.ts'
import type { Plan, ReleaseState } from '#designer/releases/releases_client.ts'
import { texts as planTexts } from '#designer/releases/texts.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

interface RollBackDialogProps {
  release: string
  onDone: () => void
  onCancel: () => void
}

/** What going back to a release changes, and doing exactly that. */
export function RollBackDialog({ release, onDone, onCancel }: RollBackDialogProps) {
  const workshop = useWorkshop()
  const { message } = App.useApp()
  const [plan, setPlan] = useState<Plan | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [moving, setMoving] = useState<ReleaseState | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    releasesClient
      .plan({ to: release })
      .then(setPlan, (error: unknown) => setFault((error as Error).message))
  }, [release])
  const goBack = async () => {
    setBusy(true)
    setFault(null)
    try {
      const { id } = await releasesClient.activate(release, plan!.hash)
      const last = await followRelease(id, setMoving)
      if (last.state === 'failed') throw new Error(planTexts.failed)
      await workshop.reload()
      void message.success(texts.rolledBack(id))
      if (last.settling) void message.info(planTexts.settling)
      onDone()
    } catch (error) {
      setFault((error as Error).message)
      setMoving(null)
      setBusy(false)
    }
  }
  const isOff =
    !plan ||
    plan.changes.length === 0 ||
    plan.problems.some((problem) => problem.severity === 'error')
  return (
    <Modal
      open
      width={760}
      title={texts.rollBackTo(release)}
      okText={texts.confirm}
      cancelText={texts.cancel}
      okButtonProps={{ danger: true, disabled: isOff, loading: isBusy }}
      cancelButtonProps={{ disabled: isBusy }}
      onOk={() => void goBack()}
      onCancel={onCancel}
    >
      <p className="gd-note">{texts.rollBackAbout}</p>
      {fault !== null && <Alert type="error" showIcon message={fault} />}
      {moving?.state === 'migrating' ? (
        <MovingData release={moving} />
      ) : plan ? (
        <PlanView plan={plan} onGone={onCancel} />
      ) : (
        fault === null && <Skeleton active />
      )}
    </Modal>
  )
}
