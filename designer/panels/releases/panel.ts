import { lazy } from 'react'
import { HistoryOutlined } from '@ant-design/icons'
import type { DesignerPanel } from '../panel.ts'
import { texts } from './texts.ts'

export const panel: DesignerPanel = {
  title: texts.title,
  Icon: HistoryOutlined,
  order: 80,
  Panel: lazy(() =>
    import('./ReleasesPanel.tsx').then(({ ReleasesPanel }) => ({ default: ReleasesPanel }))
  ),
}
