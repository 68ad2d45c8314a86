import { Button, Checkbox, Tag, Tooltip } from 'antd'
import { RollbackOutlined } from '@ant-design/icons'
import { KindIcon } from '#designer/tree/KindIcon.tsx'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { momentText } from '#designer/releases/moment.ts'
import { usePeople } from '#designer/releases/use_people.ts'
import { addressOf, discardCommand } from './drafts_here.ts'
import type { DraftHere } from './drafts_here.ts'
import { texts } from './texts.ts'

interface DraftListProps {
  drafts: readonly DraftHere[]
  chosen: ReadonlySet<string>
  onChoose: (chosen: ReadonlySet<string>) => void
  /** Called after a draft was discarded. */
  onDiscard: () => void
}

/** Drafts to choose from, with who changed them last. */
export function DraftList({ drafts, chosen, onChoose, onDiscard }: DraftListProps) {
  const nameOf = usePeople(drafts.map(({ by }) => by))
  const all = drafts.map(addressOf)
  const toggle = (address: string, isOn: boolean) => {
    const next = new Set(chosen)
    if (isOn) next.add(address)
    else next.delete(address)
    onChoose(next)
  }
  return (
    <section className="gd-draft-list" aria-label={texts.drafts(drafts.length)}>
      <header>
        <Checkbox
          checked={chosen.size === drafts.length}
          indeterminate={chosen.size > 0 && chosen.size < drafts.length}
          onChange={(event) => onChoose(new Set(event.target.checked ? all : []))}
        >
          {texts.drafts(drafts.length)}
        </Checkbox>
      </header>
      <ul>
        {drafts.map((draft) => (
          <li key={draft.uid}>
            <Checkbox
              checked={chosen.has(addressOf(draft))}
              onChange={(event) => toggle(addressOf(draft), event.target.checked)}
            >
              <span className="gd-draft-title">
                <KindIcon kind={draft.kind} /> {draft.title}
                {draft.isNew && <Tag color="green">{texts.fresh}</Tag>}
                {draft.isRemoval && <Tag color="red">{texts.removal}</Tag>}
              </span>
              <small>
                {draft.key}
                <br />
                {texts.by(nameOf(draft.by), momentText(draft.at))}
              </small>
            </Checkbox>
            <DiscardButton draft={draft} onDone={onDiscard} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function DiscardButton({ draft, onDone }: { draft: DraftHere; onDone: () => void }) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const discard = async () => {
    const command = discardCommand(draft, set, workshop, texts.discarded(draft.title))
    if (!command) return
    workshop.execute(command)
    await workshop.save()
    onDone()
  }
  return (
    <Tooltip title={texts.discard}>
      <Button
        type="text"
        size="small"
        icon={<RollbackOutlined />}
        aria-label={`${texts.discard} ${draft.title}`}
        onClick={() => void discard()}
      />
    </Tooltip>
  )
}
