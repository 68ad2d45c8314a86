import { createRoot } from 'react-dom/client'
import { Application } from '#runtime/shell/Application.tsx'
import { hasChineseFont } from '#runtime/shell/chinese_font.ts'
import { guardBackButton } from '#runtime/shell/leave_guard.ts'
import '#runtime/shell/style/base.css'
import '#runtime/shell/style/shell.css'
import { DesignerPage } from './shell/DesignerPage.tsx'
import './shell/style/designer.css'

guardBackButton()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(<Application workplace={DesignerPage} base="/designer" />)

if (!hasChineseFont()) void import('#runtime/shell/style/fonts.ts')
