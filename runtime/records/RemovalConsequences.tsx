import { texts } from '#runtime/texts/index.ts'
import { AffectedRecords } from './AffectedRecords.tsx'
import type { Affected, RemovalPreview } from '#runtime/client/records.ts'

const t = texts.remove

/** What goes along beside the record itself. */
function othersOf(preview: RemovalPreview, id: string): Affected[] {
  return preview.removes
    .map((group) => {
      const others = group.records.filter((record) => record.id !== id)
      const isOwn = others.length < group.records.length
      return { ...group, records: others, count: group.count - Number(isOwn) }
    })
    .filter(({ count }) => count > 0)
}

/** Whether nothing else would change. */
export function isAlone(preview: RemovalPreview, id: string): boolean {
  return othersOf(preview, id).length === 0 && preview.empties.length === 0
}

/** What a removal would do to other records. */
export function RemovalConsequences({ preview, id }: { preview: RemovalPreview; id: string }) {
  const others = othersOf(preview, id)
  return (
    <>
      {others.length > 0 && <AffectedRecords title={t.also} affected={others} />}
      {preview.empties.length > 0 && (
        <AffectedRecords title={t.empties} affected={preview.empties} />
      )}
    </>
  )
}
