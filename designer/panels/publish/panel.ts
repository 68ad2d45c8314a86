import { lazy } from 'react'
import { RocketOutlined } from '@ant-design/icons'
import type { DesignerPanel } from '../panel.ts'
import { texts } from './texts.ts'

export const panel: DesignerPanel = {
  title: texts.title,
  Icon: RocketOutlined,
  order: 90,
  Panel: lazy(() =>
    import('./PublishPanel.tsx').then(({ PublishPanel }) => ({ default: PublishPanel }))
  ),
}
