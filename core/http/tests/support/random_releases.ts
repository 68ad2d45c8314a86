/**
 * Random changes of a definition over random data, against a model that is simple: a field has one
 * column for each form it ever had, a write fills all of them, a retype makes one of another.
 */
import { systemActor } from '#engine/access/index.ts'
import { convert, formKey } from '#engine/conversions/index.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import type { Value } from '#engine/values.ts'
import { openWorkshop } from './workshop.ts'
import type { Document, Workshop } from './workshop.ts'

/** What a run did; `faults` is empty when every law held. */
export interface Tally {
  readonly done: Record<string, number>
  readonly refused: number
  readonly faults: string[]
}

const kinds: Readonly<Record<string, object>> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  money: { 'type': 'string', 'x-type': 'money', 'x-scale': 2 },
  decimal: { 'type': 'string', 'x-type': 'decimal', 'x-scale': 4 },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  select: { 'type': 'string', 'x-type': 'select', 'x-dictionary': 'shop.level' },
}
const samples: Readonly<Record<string, readonly Value[]>> = {
  text: ['12', '1,200.505', '低', '是', '2026-01-05', '约三百', '  '],
  integer: [0, 1, 7, -3],
  money: ['0.00', '12.50', '-7.25'],
  decimal: ['0.0000', '1.2345', '12.5000'],
  boolean: [true, false],
  date: ['2026-01-05', '1999-12-31'],
  select: ['low', 'high'],
}

const dictionary = {
  ...{ kind: 'dictionary', key: 'shop.level', uid: 'rlevel000', title: '级别', schemaVersion: 1 },
  items: [
    { code: 'low', title: '低' },
    { code: 'high', title: '高' },
  ],
}
const module = {
  ...{ kind: 'module', key: 'shop', uid: 'rshop0000', title: '店', version: '1.0.0' },
  schemaVersion: 1,
}

interface Field {
  key: string
  uid: string
  kind: string
}
type Columns = Map<string, Map<string, Value>>

export async function randomReleases(given: { changes: number; seed: number }): Promise<Tally> {
  const run = new Run(given.seed)
  await run.open()
  try {
    for (let n = 0; n < given.changes && run.faults.length === 0; n += 1) await run.change(n)
    return { done: run.done, refused: run.refused, faults: run.faults }
  } finally {
    await run.shop.drop()
  }
}

class Run {
  shop!: Workshop
  readonly done: Record<string, number> = {}
  readonly faults: string[] = []
  refused = 0
  #fields: Field[] = [
    { key: 'name', uid: 'rname0000', kind: 'text' },
    { key: 'a0', uid: 'rfield0a0', kind: 'text' },
  ]
  readonly #columns = new Map<string, Columns>()
  readonly #releases: { id: string; hash: string; fields: Field[]; unique: boolean }[] = []
  #unique = false
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  async open(): Promise<void> {
    this.shop = await openWorkshop([module, dictionary, this.#entity()])
    await this.#note()
    for (let n = 0; n < 8; n += 1) await this.#write(n)
  }

  async change(n: number): Promise<void> {
    const deeds = ['write', 'write', 'add', 'rename', 'retype', 'retype', 'drop', 'unique', 'back']
    const deed = this.#pick(deeds)
    this.done[deed] = (this.done[deed] ?? 0) + 1
    if (deed === 'write') await this.#write(n)
    else if (deed === 'back') await this.#goBack()
    else await this.#publish(deed, n)
    await this.#compare(`${n} ${deed}`)
  }

  async #publish(deed: string, n: number): Promise<void> {
    const before = structuredClone(this.#fields)
    const own = this.#fields.filter(({ key }) => key !== 'name')
    const field = own.length > 0 ? this.#pick(own) : null
    if (deed === 'add') {
      this.#fields.push({
        key: `a${n + 1}`,
        uid: `rfield${n + 1}x`.padEnd(9, 'x'),
        kind: this.#pick(Object.keys(kinds)),
      })
    } else if (deed === 'unique') this.#unique = !this.#unique
    else if (!field) return
    else if (deed === 'rename') field.key = `b${n + 1}`
    else if (deed === 'retype') field.kind = this.#pick(Object.keys(kinds))
    else this.#fields = this.#fields.filter((one) => one !== field)
    try {
      await this.shop.publish([this.#entity()])
    } catch (error) {
      // Values that are there may stand against a unique; nothing to publish is no fault either.
      if (!/E_PLAN_EMPTY|E_DEFINITION_INVALID/.test(String(error))) throw error
      this.refused += 1
      this.#fields = before
      if (deed === 'unique') this.#unique = !this.#unique
      for (const draft of await this.shop.definitions.drafts.list()) {
        await this.shop.definitions.drafts.discard(draft, null)
      }
      return
    }
    await this.#note()
  }

  async #goBack(): Promise<void> {
    const target = this.#pick(this.#releases)
    const by = systemActor.userId
    const { releases } = this.shop.definitions
    try {
      await releases.activate(target.id, { plan: null, by })
    } catch (error) {
      if (!/E_PLAN_EMPTY|E_DEFINITION_INVALID/.test(String(error))) throw error
      this.refused += 1
      return
    }
    this.#fields = structuredClone(target.fields)
    this.#unique = target.unique
    const { hash } = await releases.get(this.shop.registry.releaseId)
    if (hash !== target.hash) this.faults.push(`back to ${target.id}: another content hash`)
    await this.#note()
  }

  /** Follows a release in the model: fields in a new form get a column made of the one they had. */
  async #note(): Promise<void> {
    const { releaseId, current } = this.shop.registry
    const entity = current().entities.get('shop.sheet')!
    for (const field of this.#fields) {
      const form = entity.byUid.get(field.uid)!.form!
      const columns = this.#columns.get(field.uid) ?? new Map<string, Map<string, Value>>()
      this.#columns.set(field.uid, columns)
      const last = this.#forms.get(field.uid)
      if (last && !columns.has(formKey(form))) {
        const from = columns.get(formKey(last))!
        const made = [...from].map(([id, value]): [string, Value] => {
          const converted = convert(value, last, form)
          return [id, converted.outcome === 'failing' ? null : converted.value]
        })
        columns.set(formKey(form), new Map(made))
      } else if (!columns.has(formKey(form))) columns.set(formKey(form), new Map())
      this.#forms.set(field.uid, form)
      this.#known.set(formKey(form), form)
    }
    const { hash } = await this.shop.definitions.releases.get(releaseId)
    const fields = structuredClone(this.#fields)
    this.#releases.push({ id: releaseId, hash, fields, unique: this.#unique })
  }

  readonly #forms = new Map<string, FieldForm>()
  readonly #known = new Map<string, FieldForm>()
  readonly #ids: string[] = []

  /** Makes a record, or changes one field of one. */
  async #write(n: number): Promise<void> {
    const field = this.#pick(
      this.#fields.filter(({ key }) => key !== 'name').concat(this.#fields[0]!)
    )
    const value = field.key === 'name' ? `n${n}` : this.#pick(samples[field.kind]!)
    const { records } = this.shop
    const isNew = this.#ids.length < 8 || this.#random() < 0.2
    try {
      if (isNew) {
        const values = { name: `n${this.#ids.length}-${n}`, [field.key]: value }
        const made = await records.create(systemActor, 'shop.sheet', values)
        this.#ids.push(made.id)
        this.#set('rname0000', made.id, values.name)
        if (field.key !== 'name') this.#set(field.uid, made.id, value)
        return
      }
      const id = this.#pick(this.#ids)
      const { data } = await records.get(systemActor, 'shop.sheet', id)
      await records.patch(systemActor, 'shop.sheet', id, { [field.key]: value }, { rev: data.rev })
      this.#set(field.uid, id, value)
    } catch (error) {
      if (!/E_RECORD_NOT_UNIQUE/.test(String(error))) throw error
      this.refused += 1
    }
  }

  /** A write fills the column of every form, where the value has a counterpart and is another one. */
  #set(uid: string, id: string, value: Value): void {
    const form = this.#forms.get(uid)!
    const columns = this.#columns.get(uid)!
    const before = columns.get(formKey(form))!.get(id) ?? null
    if (JSON.stringify(before) === JSON.stringify(value)) return
    for (const [key, column] of columns) {
      const made = convert(value, form, this.#known.get(key)!)
      column.set(id, made.outcome === 'failing' ? null : made.value)
    }
  }

  async #compare(when: string): Promise<void> {
    const query = { limit: '1000', fields: this.#fields.map(({ key }) => key).join(',') }
    const { data } = await this.shop.records.list(systemActor, 'shop.sheet', query)
    if (data.length !== this.#ids.length) this.faults.push(`${when}: ${data.length} records`)
    for (const record of data) {
      for (const { key, uid } of this.#fields) {
        const form = this.#forms.get(uid)!
        const expected = this.#columns.get(uid)!.get(formKey(form))!.get(String(record.id)) ?? null
        const found = record[key] ?? null
        if (JSON.stringify(found) === JSON.stringify(expected)) continue
        this.faults.push(
          `${when}: ${key} is ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`
        )
      }
    }
  }

  #entity(): Document {
    const properties = Object.fromEntries(
      this.#fields.map(({ key, uid, kind }) => [
        key,
        { ...kinds[kind], 'title': uid, 'x-uid': uid },
      ])
    )
    return {
      ...{ kind: 'entity', key: 'shop.sheet', uid: 'rsheet000', title: '单据', schemaVersion: 1 },
      titleField: 'name',
      schema: { type: 'object', properties },
      ...(this.#unique ? { unique: [{ uid: 'runique00', fields: ['name'] }] } : {}),
    }
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)]!
  }

  /** Mulberry32: the same sequence for the same seed on every machine. */
  #random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
