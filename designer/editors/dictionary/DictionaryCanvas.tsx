import { App } from 'antd'
import { isMembers, setValue } from '#designer/document/index.ts'
import { ElementGrid } from '#designer/grid/ElementGrid.tsx'
import { texts } from '#designer/grid/texts.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import type { CanvasProps } from '../editor.ts'
import { pastedItems } from './pasted_items.ts'

const columns = [
  { name: 'title', width: 'minmax(120px, 2fr)' },
  { name: 'code', width: 'minmax(90px, 1fr)', isIdentity: true },
  { name: 'color', width: '120px' },
  { name: 'parent', width: 'minmax(110px, 1fr)' },
  { name: 'off', width: '64px' },
]

/** Codes and their titles; a column copied from a spreadsheet becomes items. */
export function DictionaryCanvas({ definition }: CanvasProps) {
  const workshop = useWorkshop()
  const { message } = App.useApp()
  const paste = (text: string) => {
    const { items } = definition.document
    const now = Array.isArray(items) ? (items as unknown[]).filter(isMembers) : []
    const added = pastedItems(
      text,
      now.map(({ code }) => String(code))
    )
    if (added.length === 0) return false
    const at = { uid: definition.uid, path: ['items'] }
    workshop.execute(setValue(at, [...now, ...added], texts.paste(added.length)))
    void message.success(texts.paste(added.length))
    return true
  }
  return <ElementGrid definition={definition} path={['items']} columns={columns} onPaste={paste} />
}
