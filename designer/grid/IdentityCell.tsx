import { useEffect, useState } from 'react'
import { Input } from 'antd'
import { renamePart } from '#designer/document/index.ts'
import { texts as propertyTexts } from '#designer/properties/texts.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import type { GridRow } from './grid_rows.ts'
import { texts } from './texts.ts'

const grammar = /^[a-z0-9][a-z0-9_]{0,39}$/

/** The code of a row. It changes when the person is done: every reference to it changes along. */
export function IdentityCell({ row, rows }: { row: GridRow; rows: readonly GridRow[] }) {
  const workshop = useWorkshop()
  const now = row.id.replace(/^[@%]/, '')
  const [draft, setDraft] = useState(now)
  useEffect(() => setDraft(now), [now])
  const isTaken = rows.some((one) => one !== row && one.id === `@${draft}`)
  const fault = isTaken ? propertyTexts.takenKey : grammar.test(draft) ? null : propertyTexts.badKey
  const commit = () => {
    if (draft === now) return
    if (fault) return setDraft(now)
    workshop.execute(renamePart(row.at, draft, propertyTexts.rename(row.title)))
  }
  return (
    <Input
      className="gd-code"
      variant="borderless"
      aria-label={`${texts.code} ${row.title}`}
      value={draft}
      spellCheck={false}
      status={fault ? 'error' : ''}
      title={fault ?? ''}
      onChange={(event) => setDraft(event.target.value.trim())}
      onBlur={commit}
      onPressEnter={commit}
      onKeyDown={(event) => event.key === 'Escape' && setDraft(now)}
    />
  )
}
