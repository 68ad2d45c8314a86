import { createElement } from 'react'
import '#runtime/shell/style/base.css'
import '#runtime/shell/style/files.css'
import '#runtime/shell/style/live.css'
import '#runtime/shell/style/shell.css'
import '#runtime/shell/style/list.css'
import '#runtime/shell/style/record.css'
import { hasChineseFont } from '#runtime/shell/chinese_font.ts'
import { StoryFrame } from '../stories/StoryFrame.tsx'
import type { Preview } from '@storybook/react-vite'

if (!hasChineseFont()) void import('#runtime/shell/style/fonts.ts')

const preview: Preview = {
  parameters: { layout: 'fullscreen' },
  decorators: [(story) => createElement(StoryFrame, null, story())],
}
export default preview
