import { Button, Result } from 'antd'
import type { ReleaseState } from '#designer/releases/releases_client.ts'
import { QuarantineEntry } from '#designer/releases/quarantine/QuarantineEntry.tsx'
import { texts as planTexts } from '#designer/releases/texts.ts'
import { texts } from './texts.ts'

/** How publishing ended. */
export function PublishedResult({
  release,
  onClose,
}: {
  release: ReleaseState
  onClose: () => void
}) {
  const hasFailed = release.state === 'failed'
  return (
    <Result
      className="gd-published"
      status={hasFailed ? 'error' : 'success'}
      title={hasFailed ? planTexts.failed : texts.done(release.id)}
      subTitle={hasFailed ? undefined : release.settling ? planTexts.settling : texts.doneAbout}
      extra={[
        <Button key="close" type="primary" onClick={onClose}>
          {texts.close}
        </Button>,
        <Button key="open" href="/" target="_blank">
          {texts.open}
        </Button>,
      ]}
    >
      {!hasFailed && <QuarantineEntry release={release.id} as="notice" />}
    </Result>
  )
}
