import { createRoot } from 'react-dom/client'
import { Application } from './shell/Application.tsx'
import { Workplace } from './shell/Workplace.tsx'
import { hasChineseFont } from './shell/chinese_font.ts'
import { guardBackButton } from './shell/leave_guard.ts'
import './shell/style/base.css'
import './shell/style/files.css'
import './shell/style/live.css'
import './shell/style/shell.css'

guardBackButton()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(<Application workplace={Workplace} />)

if (!hasChineseFont()) void import('./shell/style/fonts.ts')
