import type { MassTable } from './mass_table.ts'
import { slips } from './mass_table.ts'

interface Definition {
  schema: { required?: string[]; properties: Record<string, Record<string, unknown>> }
  indexes?: object[]
}

/** What a release changes, and how it is seen that the rows are as they must be. */
export interface Change {
  /** Saves drafts; null for the way back. */
  draft: ((table: MassTable) => Promise<void>) | null
  isRight(table: MassTable, release: string): Promise<boolean>
  /** On SQLite writers wait for it: the database builds an index at once or not at all. */
  isIndex?: true
}

export type ChangeName = 'rename' | 'required' | 'index' | 'retype' | 'drop' | 'back'

const edit =
  (act: (definition: Definition) => void) =>
  async ({ admin }: MassTable): Promise<void> => {
    const definition = (await admin.get('/api/v1/definitions/entity/mass.slip')).json.data
    act(definition)
    const saved = await admin.put('/api/v1/drafts/entity/mass.slip', definition)
    if (saved.status !== 200) throw new Error(saved.text)
  }

const old = { created_at: { lt: '2026-06-01T00:00:00.000Z' } }

export const changes: Readonly<Record<ChangeName, Change>> = {
  rename: {
    async draft({ admin }) {
      const of = { kind: 'entity', key: 'mass.slip', field: 'note', to: 'remark' }
      await admin.post('/api/v1/drafts/rename', of)
    },
    isRight: async (table) => (await table.count({ remark: 'x', ...old })) === table.rows,
  },
  required: {
    draft: edit(({ schema }) => {
      schema.required = ['level']
      schema.properties.level!.default = 'low'
    }),
    async isRight({ count, rows }) {
      const tops = Math.floor(rows / 3)
      const low = await count({ level: 'low', ...old })
      return low === rows - tops && (await count({ level: { empty: true } })) === 0
    },
  },
  index: {
    draft: edit((definition) => {
      definition.indexes = [{ uid: 'massbycod', fields: ['code'] }]
    }),
    async isRight({ database }) {
      const { dialect, read } = database
      const sql =
        dialect.name === 'postgres'
          ? `SELECT 1 AS n FROM pg_indexes WHERE indexname LIKE 'ix_massbycod%'`
          : `SELECT 1 AS n FROM sqlite_master WHERE name LIKE 'ix_massbycod%'`
      return (await read.all(sql)).length === 1
    },
    isIndex: true,
  },
  retype: {
    draft: edit(({ schema: { properties } }) => {
      Object.assign(properties.price!, { 'x-type': 'money', 'x-scale': 2 })
    }),
    async isRight({ admin, count, rows }, release) {
      const bad = Math.floor(rows / 100)
      const { page } = (await admin.get(`/api/v1/releases/${release}/quarantine?limit=1`)).json
      const blank = await count({ price: { empty: true }, ...old })
      return page.count === bad && blank === bad
    },
  },
  drop: {
    draft: edit(({ schema: { properties } }) => {
      delete properties.note
      delete properties.remark
    }),
    async isRight({ admin }) {
      const { status } = await admin.get(`${slips}?limit=1&fields=note`)
      return status === 400
    },
  },
  back: {
    draft: null,
    async isRight({ count, rows }) {
      const tops = Math.floor(rows / 3)
      const blank = await count({ level: { empty: true }, ...old })
      const kept = await count({ price: { startsWith: '约' }, ...old })
      const noted = await count({ note: 'x', ...old })
      return blank === rows - tops && kept === Math.floor(rows / 100) && noted === rows
    },
  },
}
