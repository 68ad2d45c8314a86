import { useState } from 'react'
import { Button } from 'antd'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { listDrafts, removeDraft } from '#runtime/client/form_drafts.ts'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { texts } from '#runtime/texts/index.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { createPath, editPath } from '#runtime/shell/paths.ts'
import type { ListedDraft } from '#runtime/client/form_drafts.ts'
import '#runtime/shell/style/list.css'

const key = ['form-drafts']
const t = texts.draft

/** `/drafts`: forms the person began to fill in and has not submitted. */
export default function DraftsPage() {
  const drafts = useQuery({ queryKey: key, queryFn: listDrafts, staleTime: 0 })
  if (drafts.isError) return <ErrorPage error={drafts.error} onRetry={() => drafts.refetch()} />
  return (
    <div className="gj-page">
      <header className="gj-page-head">
        <h1>{t.page}</h1>
      </header>
      <section className="gj-card gj-cards" aria-busy={drafts.isPending}>
        {drafts.data?.length === 0 && <p className="gj-draft-none">{t.none}</p>}
        {drafts.data?.map((draft) => (
          <DraftLine key={`${draft.entity}/${draft.record}/${draft.form}`} draft={draft} />
        ))}
      </section>
    </div>
  )
}

function DraftLine({ draft }: { draft: ListedDraft }) {
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const queries = useQueryClient()
  const { entity, record, entityTitle } = draft
  const discard = async () => {
    setBusy(true)
    try {
      await removeDraft({ entity, record: record ?? 'new' })
    } finally {
      setBusy(false)
      await queries.invalidateQueries({ queryKey: key })
    }
  }
  return (
    <article className="gj-draft">
      <div>
        <strong>{draft.title || texts.record.untitled}</strong>
        <p>
          {record ? texts.record.editTitle(entityTitle) : texts.record.createTitle(entityTitle)} ·{' '}
          {formatInstant(draft.savedAt)}
        </p>
      </div>
      <Button
        type="primary"
        onClick={() => navigate(record ? editPath(entity, record) : createPath(entity))}
      >
        {t.resume}
      </Button>
      <Button loading={busy} onClick={() => void discard()}>
        {t.discard}
      </Button>
    </article>
  )
}
