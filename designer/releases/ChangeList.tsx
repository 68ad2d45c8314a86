import { SafetyOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import { kindTitle } from '#designer/texts/kind_titles.ts'
import { KindIcon } from '#designer/tree/KindIcon.tsx'
import { changeGroups } from './change_groups.ts'
import type { ToldChange } from './releases_client.ts'
import { texts } from './texts.ts'

interface ChangeListProps {
  changes: readonly ToldChange[]
  /** Sentences to be marked: those an earlier plan did not have. */
  marked?: ReadonlySet<string>
}

/** What a plan or a comparison says, whose rights change first. */
export function ChangeList({ changes, marked }: ChangeListProps) {
  const { access, groups } = changeGroups(changes)
  if (changes.length === 0) return <p className="gd-note">{texts.noChanges}</p>
  const sentence = (change: ToldChange) => (
    <li key={`${change.pointer} ${change.text}`} className={`gd-change-${change.change}`}>
      {change.text}
      {marked?.has(change.text) && <Tag color="gold">{texts.isNew}</Tag>}
    </li>
  )
  return (
    <>
      {access.length > 0 && (
        <section className="gd-plan-part gd-plan-access" aria-label={texts.access}>
          <h3>
            <SafetyOutlined /> {texts.access}
          </h3>
          <ul>{access.map(sentence)}</ul>
        </section>
      )}
      {groups.length > 0 && (
        <section className="gd-plan-part" aria-label={texts.changes}>
          <h3>{texts.changes}</h3>
          {groups.map(({ uid, kind, key, changes: own }) => (
            <div key={uid} className="gd-change-group">
              <h4>
                <KindIcon kind={kind} /> {kindTitle(kind)} <code>{key}</code>
              </h4>
              <ul>{own.map(sentence)}</ul>
            </div>
          ))}
        </section>
      )}
    </>
  )
}
