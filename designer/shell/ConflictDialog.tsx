import { useState } from 'react'
import { Modal, Radio } from 'antd'
import type { Conflict } from '#designer/document/saving/merge.ts'
import type { OpenConflict } from '#designer/document/saving/autosave.ts'
import { isMembers } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { conflictTexts as texts } from './conflict_texts.ts'

/** Two people changed the same element: for each, mine or theirs. Everything else is merged already. */
export function ConflictDialog() {
  const conflict = useWorkshopState((state) => state.saving.conflict)
  return conflict && <Choices key={conflict.uid} conflict={conflict} />
}

function Choices({ conflict }: { conflict: OpenConflict }) {
  const workshop = useWorkshop()
  const [theirs, setTheirs] = useState<readonly Conflict[]>([])
  const { title } = conflict.versions.mine
  const choose = (one: Conflict, isTheirs: boolean) =>
    setTheirs(isTheirs ? [...theirs, one] : theirs.filter((other) => other !== one))
  return (
    <Modal
      open
      width={720}
      title={texts.title(String(title ?? ''))}
      closable={false}
      okText={texts.ok}
      cancelButtonProps={{ hidden: true }}
      onOk={() => void workshop.settle(theirs)}
    >
      <p>{texts.about}</p>
      <ul className="gd-conflicts">
        {conflict.conflicts.map((one) => (
          <li key={one.path.join('\n')}>
            <strong>{placeText(one)}</strong>
            <Radio.Group
              value={theirs.includes(one)}
              options={[
                { value: false, label: phrases.labelled(texts.mine, valueText(one.mine.after)) },
                { value: true, label: phrases.labelled(texts.theirs, valueText(one.theirs.after)) },
              ]}
              onChange={(event) => choose(one, event.target.value === true)}
            />
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function placeText({ mine }: Conflict): string {
  return mine.within
    .map(({ title, value }) =>
      isMembers(value) && typeof value.title === 'string' ? value.title : title
    )
    .filter((text) => text !== '')
    .join(' › ')
}

function valueText(value: unknown): string {
  if (value === undefined) return texts.gone
  const text =
    isMembers(value) && typeof value.title === 'string' ? value.title : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
