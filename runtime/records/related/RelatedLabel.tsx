import { useRecords } from '#runtime/client/queries.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { isAmbiguous, relatedFilter } from './related_filter.ts'
import type { RuntimeRelated } from '#engine/presentation/shapes.ts'

interface RelatedLabelProps {
  related: readonly RuntimeRelated[]
  one: RuntimeRelated
  id: string
}

/** Title of a tab with how many records it has. */
export function RelatedLabel({ related, one, id }: RelatedLabelProps) {
  const filter = JSON.stringify(relatedFilter(one, id))
  const found = useRecords(one.entity, { filter, fields: 'id', limit: 1, count: 'exact' })
  const { count, countIs } = found.data?.page ?? {}
  const title = isAmbiguous(related, one)
    ? recordTexts.related.titled(one.title, one.fieldTitle)
    : one.title
  return (
    <>
      {title}
      {count !== undefined && count > 0 && (
        <span className="gj-tab-count">
          {recordTexts.related.count(count, countIs === 'at_least')}
        </span>
      )}
    </>
  )
}
