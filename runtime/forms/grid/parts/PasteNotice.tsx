import { Alert, Button } from 'antd'
import { recordTexts } from '#runtime/texts/records/index.ts'
import type { GridController } from '../grid_controller.ts'

const t = recordTexts.grid
/** Cells that are listed; the rest is a number. */
const listed = 50

/** What a paste brought, and by row and column what could not be taken. */
export function PasteNotice({ grid }: { grid: GridController }) {
  const { report, isPasting } = grid.state
  if (isPasting) return <Alert className="gj-paste" type="info" message={t.pasting} />
  if (!report) return null
  const { refused } = report
  const taken = t.pasted(report.rows, report.columns)
  return (
    <Alert
      className="gj-paste"
      type={refused.length > 0 ? 'warning' : 'success'}
      showIcon
      closable
      onClose={grid.closeReport}
      message={refused.length > 0 ? `${taken}${t.notTaken(refused.length)}` : taken}
      description={
        refused.length > 0 && (
          <ol className="gj-paste-list">
            {refused.slice(0, listed).map((cell, n) => (
              <li key={n}>
                <span>{t.place(cell.row, cell.column)}</span>
                {cell.cell && <q>{cell.cell}</q>}
                <span>{cell.reason}</span>
              </li>
            ))}
            {refused.length > listed && <li>{t.notListed(refused.length - listed)}</li>}
          </ol>
        )
      }
      action={
        <Button size="small" onClick={grid.undoPaste}>
          {t.undoPaste}
        </Button>
      }
    />
  )
}
