import { Suspense, lazy } from 'react'
import { Spin } from 'antd'
import { HistoryOutlined } from '@ant-design/icons'
import type { DesignerPanel } from '../panel.ts'
import { texts } from './texts.ts'

const Body = lazy(() =>
  import('./ReleasesPanel.tsx').then(({ ReleasesPanel }) => ({ default: ReleasesPanel }))
)

export const panel: DesignerPanel = {
  title: texts.title,
  Icon: HistoryOutlined,
  order: 80,
  Panel: () => (
    <Suspense fallback={<Spin className="gd-editor-wait" />}>
      <Body />
    </Suspense>
  ),
}
