import { useRecord } from '#runtime/client/queries.ts'
import { linkTitle } from './link_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'

interface LinkNameProps {
  field: RuntimeField
  link: RecordLink
}

/**
 * What a linked record is called. The engine's own links (who made it, whose it is) come as bare ids:
 * their names are read once for all the rows that have them.
 */
export function LinkName({ field, link }: LinkNameProps) {
  const { target, targetTitleField: titleField } = field
  const isNeeded = link.title === null && target !== null && titleField !== null
  const found = useRecord(target ?? '', link.id, titleField ?? '', isNeeded)
  const title = titleField && found.data?.data[titleField]
  return <>{typeof title === 'string' ? title : linkTitle(link)}</>
}
