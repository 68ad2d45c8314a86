import { useEffect, useState } from 'react'
import { request } from '#runtime/client/http.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { chosen } from '#designer/texts/chosen.ts'

const { system } = chosen({ system: '系统' }, { system: 'System' })
const isId = /^[0-9a-f-]{36}$/

/**
 * Names of the people that drafts and releases are by. Whoever may not read people gets none: then the
 * name is left out.
 */
export function usePeople(by: readonly string[]): (id: string) => string {
  const application = useWorkshopState((state) => state.checked.application)
  const users = application?.anchors.user
  const title = users ? application?.entities.get(users)?.titleField : undefined
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const wanted = [...new Set(by.filter((id) => isId.test(id)))].sort().join(' ')
  useEffect(() => {
    if (!users || !title || wanted === '') return
    let isLeft = false
    const query = {
      filter: JSON.stringify({ id: { in: wanted.split(' ') } }),
      ...{ fields: title, limit: 200 },
    }
    request<{ data: ({ id: string } & Record<string, unknown>)[] }>('GET', `/records/${users}`, {
      query,
    }).then(
      ({ data }) =>
        !isLeft && setNames(new Map(data.map((one) => [one.id, String(one[title] ?? '')]))),
      // Names are a comfort: without them the list is as true as with them.
      () => {}
    )
    return () => {
      isLeft = true
    }
  }, [users, title, wanted])
  return (id) => names.get(id) ?? (isId.test(id) ? '' : id === 'system' ? system : id)
}
