import { useEffect, useState } from 'react'
import { ApiError } from '#runtime/client/api_error.ts'
import { listRecords } from '#runtime/client/records.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import { RecordCards } from '#runtime/views/table/RecordCards.tsx'
import { RecordTable } from '#runtime/views/table/RecordTable.tsx'
import { plainColumns } from '#runtime/views/state/shown_columns.ts'
import { plainSettings } from '#runtime/views/state/list_state.ts'
import type { ListParts } from '#runtime/views/list_parts.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import '#runtime/shell/style/list.css'
import { Device } from './device/Device.tsx'
import type { DeviceName } from './device/Device.tsx'
import { texts } from './texts.ts'

/** Records that are shown: enough to see how the columns look. */
const shownRows = 4

/** The application's own list over a draft, to look at: nothing in it can be pressed. */
export function DraftList({ view, device }: { view: RuntimeView; device: DeviceName }) {
  const records = useFirstRecords(view)
  const parts = partsOf(view, records)
  return (
    <div className="gd-preview-body">
      <small className="gd-note">{records.length > 0 ? texts.realRows : texts.noRows}</small>
      <Device name={device}>
        <div {...inert}>
          {device === 'phone' ? <RecordCards {...parts} /> : <RecordTable {...parts} />}
        </div>
      </Device>
    </div>
  )
}

/** React 18 does not know the attribute. */
const inert = { inert: '' } as object

/** The first records of the active release that the person may read. */
function useFirstRecords({ entity, columns, titleField }: RuntimeView): readonly RecordJson[] {
  const [records, setRecords] = useState<readonly RecordJson[]>([])
  const paths = [titleField, ...columns.map(({ path }) => path)]
  const fields = [...new Set(paths)].join(',')
  useEffect(() => {
    let isLeft = false
    const limit = shownRows
    listRecords(entity, { limit, fields })
      .catch((error: unknown) => {
        // A column of the draft that is not published yet is unknown; the others have their values.
        if (error instanceof ApiError && error.status === 400) return listRecords(entity, { limit })
        throw error
      })
      .then(
        ({ data }) => !isLeft && setRecords(data),
        () => !isLeft && setRecords([])
      )
    return () => {
      isLeft = true
    }
  }, [entity, fields])
  return records
}

const nothing = () => undefined

function partsOf(view: RuntimeView, records: readonly RecordJson[]): ListParts {
  return {
    ...{ view, columns: plainColumns(view), openId: null },
    state: { ...plainSettings, view: view.view, saved: null },
    selection: { records: new Map(), set: nothing, toggle: nothing },
    page: {
      ...{ records, number: 1, size: shownRows, count: null, countIsExact: true, error: null },
      ...{ isFirstLoad: false, isFetching: false, next: null, previous: null, arrived: 0 },
      ...{ marked: new Set<string>(), stale: [], refresh: nothing, showArrived: nothing },
    },
    ...{ onChange: nothing, onOpen: nothing, onCreate: nothing },
  }
}
