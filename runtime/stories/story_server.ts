/** Records any entity has in the stories. */
const people = ['张三', '李四', '欧阳文忠', '广西北部湾港口机械设备检验检测有限公司'].map(
  (name, n) => ({ id: `id-${n}`, rev: 1, name, title: name })
)

/** Answers of the API that stories need: a few records of whatever is asked for, else not found. */
export async function storyServer(input: RequestInfo | URL): Promise<Response> {
  const address = new URL(input instanceof Request ? input.url : String(input), location.origin)
  const [, , , room, , id] = address.pathname.split('/')
  if (room !== 'records') {
    return Response.json(
      { errors: [{ code: 'E_ROUTE_UNKNOWN', status: 404, message: '' }] },
      {
        status: 404,
      }
    )
  }
  if (id === 'aggregate') {
    return Response.json({ data: people.map(({ id: key, name }) => ({ id: key, name, n: 1 })) })
  }
  const one = people.find((person) => person.id === id)
  if (one) return Response.json({ data: one, can: { update: true, fields: [] } })
  return Response.json({ data: people, page: { next: null, count: 4, countIs: 'exact' } })
}
