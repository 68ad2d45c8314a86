import { useState } from 'react'
import { Button, Modal } from 'antd'
import { isBlank } from '#engine/values.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { conflictLines, placeKey } from './conflict.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { FormValues } from '#runtime/forms/evaluation.ts'
import type { Choice, Side } from '#runtime/forms/resolve.ts'
import type { Conflict, ConflictLine, LineSide } from './conflict.ts'

const t = recordTexts.stale
const sides: readonly Side[] = ['theirs', 'mine']
/** Filled cells of a row by which it is known. */
const mostCells = 5

interface StaleDialogProps {
  model: FormModel
  conflict: Conflict
  /** Saves what was typed, with a decision for each place where both sides meet. */
  onSave: (choices: readonly Choice[]) => void
  /** Drops everything that was typed. */
  onDiscard: () => void
  /** Back to the form as it is. */
  onClose: () => void
}

/**
 * Somebody else saved the same fields meanwhile: both sides of each, and one of them is chosen.
 * Nothing is lost yet; what only one side changed is kept anyway.
 */
export function StaleDialog(props: StaleDialogProps) {
  const { model, conflict } = props
  const narrow = useIsNarrow()
  const lines = conflictLines(model.definition.fields, conflict, model.form.values as FormValues)
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({})
  const isDecided = lines.every(({ place }) => placeKey(place) in chosen)
  const all = (side: Side) =>
    setChosen(Object.fromEntries(lines.map(({ place }) => [placeKey(place), side])))
  const save = () =>
    props.onSave(lines.map(({ place }) => ({ place, side: chosen[placeKey(place)] ?? 'mine' })))
  const { by } = conflict
  return (
    <Modal
      open
      centered
      width={720}
      title={by?.name ? t.titleBy(by.name, formatInstant(by.at).slice(-5)) : t.title}
      className="gj-stale"
      onCancel={props.onClose}
      footer={
        <>
          <Button danger type="text" className="gj-stale-discard" onClick={props.onDiscard}>
            {t.discard}
          </Button>
          <Button onClick={props.onClose}>{t.keepEditing}</Button>
          <Button type="primary" disabled={!isDecided} onClick={save}>
            {t.save}
          </Button>
        </>
      }
    >
      <p className="gj-dialog-text">{t.text}</p>
      {lines.length > 1 && (
        <div className="gj-stale-all">
          {sides.map((side) => (
            <Button key={side} size={narrow ? 'middle' : 'small'} onClick={() => all(side)}>
              {side === 'theirs' ? t.allTheirs : t.allMine}
            </Button>
          ))}
        </div>
      )}
      <div className="gj-stale-lines">
        {lines.map((line) => (
          <Line
            key={placeKey(line.place)}
            line={line}
            chosen={chosen[placeKey(line.place)] ?? null}
            onChoose={(side) =>
              setChosen((before) => ({ ...before, [placeKey(line.place)]: side }))
            }
          />
        ))}
      </div>
    </Modal>
  )
}

interface LineProps {
  line: ConflictLine
  chosen: Side | null
  onChoose: (side: Side) => void
}

function Line({ line, chosen, onChoose }: LineProps) {
  const title = titleOf(line)
  return (
    <fieldset className="gj-stale-line">
      <legend>{title}</legend>
      {sides.map((side) => (
        <label key={side} className={side === chosen ? 'gj-stale-side gj-chosen' : 'gj-stale-side'}>
          <input
            type="radio"
            name={`stale ${placeKey(line.place)}`}
            checked={side === chosen}
            onChange={() => onChoose(side)}
          />
          <span className="gj-stale-whose">{side === 'theirs' ? t.theirs : t.mine}</span>
          <span className="gj-stale-value">
            <SideValue line={line} side={line[side]} />
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function titleOf({ field, row, place }: ConflictLine): string {
  if (!row) return field.title
  const title = t.row(row.title, row.no)
  return place.cell === undefined ? title : t.cell(title, field.title)
}

function SideValue({ line, side }: { line: ConflictLine; side: LineSide }) {
  if ('value' in side) return <FieldValue field={line.field} value={side.value} place="detail" />
  const { row } = side
  if (row === null) return <>{t.rowRemoved}</>
  const filled = (line.field.childFields ?? []).filter(({ key }) => !isBlank(row[key]))
  return (
    <ul className="gj-stale-row">
      {filled.slice(0, mostCells).map((field) => (
        <li key={field.key}>
          <span>{field.title}</span>{' '}
          <FieldValue field={field} value={row[field.key]} place="list" />
        </li>
      ))}
    </ul>
  )
}
