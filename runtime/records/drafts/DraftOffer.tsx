import { Alert, Button } from 'antd'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { texts } from '#runtime/texts/index.ts'
import type { FormDraftState } from './form_draft.ts'

const t = texts.draft

/** A draft from before: go on with it, or throw it away. */
export function DraftOffer({ draft }: { draft: FormDraftState }) {
  const { offer, keeper } = draft
  if (!offer) return null
  return (
    <Alert
      className="gj-panel-alert"
      type="info"
      showIcon
      message={t.offer(formatInstant(offer.savedAt))}
      description={
        offer.dropped.length > 0 ? t.dropped(offer.dropped.join(texts.comma)) : undefined
      }
      action={
        <>
          <Button size="small" type="primary" onClick={() => keeper.resume()}>
            {t.resume}
          </Button>
          <Button size="small" type="text" onClick={() => void keeper.discard()}>
            {t.discard}
          </Button>
        </>
      }
    />
  )
}

/** When the form was last kept, or that it is not. */
export function draftNote({ isElsewhere, isPending, savedAt }: FormDraftState): string | null {
  if (isElsewhere) return t.elsewhere
  if (isPending) return texts.form.unsaved
  return savedAt === null ? null : t.saved(formatInstant(savedAt).slice(-5))
}
