import { Suspense, lazy } from 'react'
import { Spin } from 'antd'
import { RocketOutlined } from '@ant-design/icons'
import type { DesignerPanel } from '../panel.ts'
import { texts } from './texts.ts'

const Body = lazy(() =>
  import('./PublishPanel.tsx').then(({ PublishPanel }) => ({ default: PublishPanel }))
)

export const panel: DesignerPanel = {
  title: texts.title,
  Icon: RocketOutlined,
  order: 90,
  Panel: (props) => (
    <Suspense fallback={<Spin className="gd-editor-wait" />}>
      <Body {...props} />
    </Suspense>
  ),
}
