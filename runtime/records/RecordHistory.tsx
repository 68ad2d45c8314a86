import { Button } from 'antd'
import { useHistory } from '#runtime/client/queries.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { linkOf, linkTitle } from '#runtime/fields/link_value.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { StatePage } from '#runtime/shell/StatePage.tsx'
import { RevealList } from './rights/RevealList.tsx'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'
import type { FieldHistory, HistoryChange, HistoryEntry } from '#runtime/client/records.ts'

const t = recordTexts.history

/** What was changed, by whom, when: the newest first. */
export function RecordHistory({ definition, id }: { definition: RuntimeForm; id: string }) {
  const history = useHistory(definition.entity, id)
  if (history.isError) {
    return <ErrorPage error={history.error} onRetry={() => history.refetch()} />
  }
  if (!history.data) return <RowBones />
  const entries = history.data.pages.flatMap((page) => page.data)
  if (entries.length === 0) return <StatePage figure="empty" title={t.empty} />
  return (
    <>
      <RevealList entity={definition.entity} id={id} />
      <ol className="gj-timeline">
        {entries.map((entry) => (
          <Entry key={entry.rev} entry={entry} definition={definition} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button
          block
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t.more}
        </Button>
      )}
    </>
  )
}

function Entry({ entry, definition }: { entry: HistoryEntry; definition: RuntimeForm }) {
  const name = entry.actor.name ?? t.unknown
  const isNew = entry.command === 'create' || entry.command === 'import'
  return (
    <li className="gj-timeline-entry">
      <div className="gj-timeline-head">
        <span className="gj-avatar gj-avatar-small" aria-hidden>
          {[...name][0]}
        </span>
        <strong>{name}</strong>
        <span>{commandText(entry.command, definition)}</span>
        <time className="gj-number" dateTime={entry.at}>
          {formatInstant(entry.at, true)}
        </time>
      </div>
      {entry.reason && <p className="gj-timeline-reason">{entry.reason}</p>}
      <Changes changes={entry.changes} fields={definition.fields} isNew={isNew} />
    </li>
  )
}

function commandText(command: string, definition: RuntimeForm): string {
  const [kind = '', id = ''] = command.split(':')
  if (kind === 'transition') {
    return definition.transitions.find((transition) => transition.id === id)?.title ?? t.transition
  }
  const known: Record<string, string> = {
    create: t.created,
    import: t.imported,
    update: t.updated,
    delete: t.removed,
    restore: t.restored,
    assign: recordTexts.assign.action,
  }
  return known[kind] ?? command
}

interface ChangesProps {
  changes: readonly HistoryChange[]
  fields: readonly RuntimeField[]
  /** A new record has no values before. */
  isNew: boolean
}

function Changes({ changes, fields, isNew }: ChangesProps) {
  if (changes.length === 0) return null
  return (
    <dl className="gj-changes">
      {changes.map((change) => {
        const field = fields.find((each) => each.key === change.field)
        return (
          <div className="gj-change" key={change.field}>
            <dt>{change.title}</dt>
            <dd>
              {'rows' in change
                ? change.rows.map((row, n) => (
                    <div className="gj-change-row" key={row.id}>
                      <span className={`gj-change-mark gj-change-${row.change}`}>
                        {rowText(row.change)} {n + 1}
                      </span>
                      <Changes
                        changes={row.changes}
                        fields={field?.childFields ?? []}
                        isNew={row.change === 'added'}
                      />
                    </div>
                  ))
                : change.after !== undefined && (
                    <Difference change={change} field={field ?? null} isNew={isNew} />
                  )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function rowText(change: 'added' | 'removed' | 'changed'): string {
  return { added: t.rowAdded, removed: t.rowRemoved, changed: t.rowChanged }[change]
}

interface DifferenceProps {
  change: FieldHistory
  field: RuntimeField | null
  isNew: boolean
}

function Difference({ change, field, isNew }: DifferenceProps) {
  const shown = (value: unknown) =>
    field ? <FieldValue field={field} value={value} place="list" /> : plain(value)
  const moved = isNew ? null : listMoves(change.before, change.after)
  if (moved) {
    return (
      <>
        {moved.gone.map((item) => (
          <div key={identityOf(item)}>
            <span className="gj-change-mark gj-change-removed">{t.itemGone} </span>
            <del>{shown([item])}</del>
          </div>
        ))}
        {moved.come.map((item) => (
          <div key={identityOf(item)}>
            <span className="gj-change-mark gj-change-added">{t.itemCome} </span>
            <ins>{shown([item])}</ins>
          </div>
        ))}
      </>
    )
  }
  return (
    <>
      {!isNew && (
        <>
          <del>{shown(change.before)}</del>
          <span aria-label={t.becomes}> → </span>
        </>
      )}
      <ins>{shown(change.after)}</ins>
    </>
  )
}

/** A field the form does not know (removed, or the engine's own). */
function plain(value: unknown): string {
  const link = linkOf(value)
  if (link && typeof value === 'object') return linkTitle(link)
  return value === null || value === undefined ? texts.blank : String(value)
}

/** What left a list and what came to it, one by one; null when it is no list, or only its order changed. */
function listMoves(before: unknown, after: unknown): { gone: unknown[]; come: unknown[] } | null {
  if (!Array.isArray(before ?? []) || !Array.isArray(after ?? [])) return null
  const [was, now] = [(before ?? []) as unknown[], (after ?? []) as unknown[]]
  const had = new Set(was.map(identityOf))
  const has = new Set(now.map(identityOf))
  const gone = was.filter((item) => !has.has(identityOf(item)))
  const come = now.filter((item) => !had.has(identityOf(item)))
  return gone.length + come.length === 0 ? null : { gone, come }
}

function identityOf(item: unknown): string {
  const link = linkOf(item)
  return link ? link.id : JSON.stringify(item)
}
