/** The client of `guiju types`: the same for every application, typed by its `Entities`. */
export const clientSource = `export type EntityKey = keyof Entities

/** One fault of a request (api.md "Errors"). */
export interface Fault { code: string; status: number; message: string; path?: string; params?: Record<string, unknown> }

/** The server refused; \`faults\` has all reasons. */
export class GuijuError extends Error {
  readonly status: number
  readonly faults: readonly Fault[]
  constructor(status: number, faults: readonly Fault[]) {
    super(faults.map((fault) => fault.message).join('; ') || \`HTTP \${status}\`)
    this.name = 'GuijuError'
    this.status = status
    this.faults = faults
  }
}

export interface Query {
  filter?: Record<string, unknown>
  sort?: string
  fields?: string
  limit?: number
  cursor?: string
  count?: 'none' | 'exact' | 'estimate'
  search?: string
}

export interface Page<T> { data: T[]; page: { next: string | null; count?: number; countIs?: 'exact' | 'at_least' | 'estimate' } }

/**
 * Records over HTTP.
 *
 * @example
 * const guiju = createClient({ url: 'http://127.0.0.1:3333', token })
 * const page = await guiju.list('library.book', { sort: '-created_at', limit: 50 })
 */
export function createClient(options: { url: string; token: string; fetch?: typeof fetch }) {
  const send = options.fetch ?? fetch
  async function call<T>(method: string, path: string, body?: unknown, rev?: number): Promise<T> {
    const response = await send(\`\${options.url}/api/v1/records/\${path}\`, {
      method,
      headers: {
        'Authorization': \`Bearer \${options.token}\`,
        'Accept': 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(rev === undefined ? {} : { 'If-Match': \`"\${rev}"\` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    if (!response.ok) throw new GuijuError(response.status, (answer['errors'] ?? []) as Fault[])
    return answer as T
  }
  return {
    list<K extends EntityKey>(entity: K, query: Query = {}): Promise<Page<Entities[K]['record']>> {
      const words = new URLSearchParams()
      for (const [name, value] of Object.entries(query)) {
        if (value === undefined) continue
        words.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
      }
      return call('GET', \`\${entity}?\${words}\`)
    },
    async get<K extends EntityKey>(entity: K, id: string): Promise<Entities[K]['record']> {
      return (await call<{ data: Entities[K]['record'] }>('GET', \`\${entity}/\${id}\`)).data
    },
    async create<K extends EntityKey>(entity: K, values: Entities[K]['values']): Promise<Entities[K]['record']> {
      return (await call<{ data: Entities[K]['record'] }>('POST', entity, values)).data
    },
    async update<K extends EntityKey>(entity: K, record: { id: string; rev: number }, values: Entities[K]['values']): Promise<Entities[K]['record']> {
      return (await call<{ data: Entities[K]['record'] }>('PATCH', \`\${entity}/\${record.id}\`, values, record.rev)).data
    },
    async transition<K extends EntityKey>(entity: K, record: { id: string; rev: number }, transition: Entities[K]['transitions'], body: { values?: Entities[K]['values']; comment?: string } = {}): Promise<Entities[K]['record']> {
      return (await call<{ data: Entities[K]['record'] }>('POST', \`\${entity}/\${record.id}/transitions/\${transition}\`, body, record.rev)).data
    },
    async remove<K extends EntityKey>(entity: K, record: { id: string; rev: number }): Promise<void> {
      await call('DELETE', \`\${entity}/\${record.id}\`, undefined, record.rev)
    },
  }
}
`
