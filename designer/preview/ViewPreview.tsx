import { Suspense, lazy, useMemo } from 'react'
import { Alert, Spin } from 'antd'
import { presentView } from '#engine/presentation/index.ts'
import { keyOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { PreviewBar } from './PreviewBar.tsx'
import { usePreview } from './preview_state.ts'
import { texts } from './texts.ts'
import './preview.css'

const DraftList = lazy(async () => ({ default: (await import('./DraftList.tsx')).DraftList }))

/** A list of the drafts as the application will show it to a role, on either screen. */
export function ViewPreview({ view }: { view: DesignDefinition }) {
  const preview = usePreview('desktop')
  const { application, access, hasErrors, device } = preview
  const entity = String(view.document.entity ?? '')
  const shown = useMemo(
    () => application && access && presentView(application, access, entity, keyOf(view)),
    [application, access, entity, view]
  )
  return (
    <section className="gd-preview-pane" aria-label={texts.preview}>
      <PreviewBar preview={preview} />
      {hasErrors && application && <Alert type="warning" banner message={texts.old} />}
      {!application && <p className="gd-note gd-panel-note">{texts.none}</p>}
      {shown?.columns.length === 0 && <p className="gd-note gd-panel-note">{texts.hidden}</p>}
      {shown && shown.columns.length > 0 && device !== 'off' && (
        <Suspense fallback={<Spin className="gd-editor-wait" />}>
          <DraftList view={shown} device={device} />
        </Suspense>
      )}
    </section>
  )
}
