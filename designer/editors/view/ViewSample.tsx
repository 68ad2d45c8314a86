import { useEffect, useState } from 'react'
import { request } from '#runtime/client/http.ts'
import { checkSet, isMembers } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { chosen } from '#designer/texts/chosen.ts'
import { systemOptions } from '#designer/names/name_options.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'

const texts = chosen(
  {
    sample: '样子',
    none: '没有可显示的记录：实体尚未发布、没有记录，或你没有查看权限。',
    real: '下面是你可查看的前几条真实记录。',
    yes: '是',
    no: '否',
  },
  {
    sample: 'How it looks',
    none: 'No records to show: the entity is not published, has none, or you may not read them.',
    real: 'Below are the first real records that you may read.',
    yes: 'yes',
    no: 'no',
  }
)

/** The head of the list with the first records the person may read; what is a draft only has none. */
export function ViewSample({ definition }: { definition: DesignDefinition }) {
  const columns = useColumns(definition)
  const entity = String(definition.document.entity ?? '')
  const rows = useRecords(entity, columns.map(({ path }) => path).join(','))
  return (
    <section className="gd-egrid gd-view-sample" aria-label={texts.sample}>
      <header>
        <h2>{texts.sample}</h2>
        <small className="gd-note">{rows.length > 0 ? texts.real : texts.none}</small>
      </header>
      <div className="gd-view-scroll">
        <table>
          <thead>
            <tr>
              {columns.map(({ path, title, width }) => (
                <th key={path} style={width === null ? {} : { width }}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {columns.map(({ path }) => (
                  <td key={path}>{cellText(row, path)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface SampleColumn {
  path: string
  title: string
  width: number | null
}

/** Columns with the titles they will have: their own, else those of the fields on the way. */
function useColumns({ document }: DesignDefinition): SampleColumn[] {
  const set = useWorkshopState((state) => state.set)
  const { known } = checkSet(set)
  const list = Array.isArray(document.columns) ? (document.columns as unknown[]) : []
  return list.filter(isMembers).map(({ path, title, width }) => {
    let entity = String(document.entity ?? '')
    const titles = String(path)
      .split('.')
      .map((name) => {
        const field = known.entities.get(entity)?.fields.get(name)
        const system = systemOptions(entity, known).find((one) => one.value === name)
        entity = field?.target ?? ''
        return field?.title ?? system?.label ?? name
      })
    return {
      path: String(path),
      title: typeof title === 'string' ? title : titles.join(' › '),
      width: typeof width === 'number' ? width : null,
    }
  })
}

function useRecords(entity: string, fields: string): Record<string, unknown>[] {
  const [rows, setRows] = useState<Record<string, unknown>[]>([])
  useEffect(() => {
    let isLeft = false
    const query = { limit: 4, fields }
    request<{ data: Record<string, unknown>[] }>('GET', `/records/${entity}`, { query }).then(
      ({ data }) => !isLeft && setRows(data),
      () => !isLeft && setRows([])
    )
    return () => {
      isLeft = true
    }
  }, [entity, fields])
  return rows
}

function cellText(row: Record<string, unknown>, path: string): string {
  let value: unknown = row
  for (const name of path.split('.')) value = isMembers(value) ? value[name] : undefined
  if (isMembers(value)) return String(value.title ?? '')
  if (typeof value === 'boolean') return value ? texts.yes : texts.no
  if (Array.isArray(value)) return value.map((one) => (isMembers(one) ? one.title : one)).join('、')
  return value === null || value === undefined ? '' : String(value)
}
