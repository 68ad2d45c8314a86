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
  grade: { 'type': 'string', 'x-type': 'select', 'x-dictionary': 'shop.grade' },
}
/** Kinds a field may get; `grade` is one field's alone. */
const retypable = Object.keys(kinds).filter((kind) => kind !== 'grade')
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
/** Codes of the field `grade`, whose dictionary loses and regains those behind the first. */
const grades = ['a', 'b', 'c']
const gradeUid = 'rgrade000'
const module = {
  ...{ kind: 'module', key: 'shop', uid: 'rshop0000', title: '店', version: '1.0.0' },
  schemaVersion: 1,
}

interface Field {
  key: string
  uid: string
  kind: string
}
/** What definitions say at a time. */
interface World {
  fields: Field[]
  /** Key of the entity. */
  entity: string
  unique: boolean
  /** Whether `grade` must be given, and is `a` where it is not. */
  required: boolean
  grades: readonly string[]
}
/** A value that a release gave a record; the way back takes it out where nobody wrote since. */
interface Fill {
  release: number
  id: string
  was: Value
  now: Value
}
type Columns = Map<string, Map<string, Value>>

/** @param given.byQueue values are left to a job, however few they are */
export async function randomReleases(given: {
  changes: number
  seed: number
  byQueue?: boolean
}): Promise<Tally> {
  const run = new Run(given.seed)
  await run.open(given.byQueue === true)
  try {
    for (let n = 0; n < given.changes && run.faults.length === 0; n += 1) await run.change(n)
    return { done: run.done, refused: run.refused, faults: run.faults }
  } finally {
    await run.shop.jobs.stop()
    await run.shop.drop()
  }
}

class Run {
  shop!: Workshop
  readonly done: Record<string, number> = {}
  readonly faults: string[] = []
  refused = 0
  #world: World = {
    fields: [
      { key: 'name', uid: 'rname0000', kind: 'text' },
      { key: 'grade', uid: gradeUid, kind: 'grade' },
      { key: 'a0', uid: 'rfield0a0', kind: 'text' },
    ],
    ...{ entity: 'shop.sheet', unique: false, required: false, grades },
  }
  readonly #columns = new Map<string, Columns>()
  readonly #releases: { id: string; hash: string; world: World }[] = []
  #fills: Fill[] = []
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  async open(byQueue: boolean): Promise<void> {
    const options = byQueue ? { rowsAtOnce: 0 } : {}
    this.shop = await openWorkshop([module, dictionary, ...this.#documents()], options)
    await this.shop.jobs.start()
    await this.#note()
    for (let n = 0; n < 8; n += 1) await this.#write(n)
  }

  async change(n: number): Promise<void> {
    const deed = this.#pick([
      ...['write', 'write', 'write', 'add', 'rename', 'rename_entity', 'retype', 'retype'],
      ...['drop', 'unique', 'required', 'codes', 'back'],
    ])
    this.done[deed] = (this.done[deed] ?? 0) + 1
    if (deed === 'write') await this.#write(n)
    else if (deed === 'back') await this.#goBack()
    else await this.#publish(deed, n)
    await this.#compare(`${n} ${deed}`)
  }

  async #publish(deed: string, n: number): Promise<void> {
    const before = structuredClone(this.#world)
    const map = this.#codeMap(deed)
    const renaming = this.#alter(deed, n)
    const { drafts, releases } = this.shop.definitions
    const by = systemActor.userId
    try {
      if (renaming) {
        await drafts.rename({ kind: 'entity', key: before.entity, ...renaming }, by)
        const { hash } = await releases.plan({})
        const { id } = await releases.publish({ plan: hash, note: '', by })
        await this.#moved(id)
        this.#compareView(`${n} ${deed}`)
      } else await this.#moved(await this.shop.publish(this.#documents(), map))
    } catch (error) {
      // Values that are there may stand against a unique; nothing to publish is no fault either.
      if (!/E_PLAN_EMPTY|E_DEFINITION_INVALID/.test(String(error))) throw error
      this.refused += 1
      this.#world = before
      for (const draft of await drafts.list()) await drafts.discard(draft, null)
      return
    }
    await this.#note()
    this.#fill(before)
  }

  async #moved(id: string): Promise<void> {
    const failure = await this.shop.moved(id)
    if (failure !== null) throw new Error(`E_DEFINITION_INVALID ${failure}`)
  }

  /** Changes the model; what is renamed is renamed by the drafts, with all that names it. */
  #alter(deed: string, n: number): { field?: string; to: string } | null {
    const world = this.#world
    const own = world.fields.filter(({ key, kind }) => key !== 'name' && kind !== 'grade')
    const field = own.length > 0 ? this.#pick(own) : null
    if (deed === 'add') {
      const uid = `rfield${n + 1}x`.padEnd(9, 'x')
      world.fields.push({ key: `a${n + 1}`, uid, kind: this.#pick(retypable) })
    } else if (deed === 'unique') world.unique = !world.unique
    else if (deed === 'required') world.required = !world.required
    else if (deed === 'codes') {
      world.grades = world.grades.length > 1 ? world.grades.slice(0, -1) : grades
    } else if (deed === 'rename_entity') {
      world.entity = `shop.sheet${n + 1}`
      return { to: world.entity }
    } else if (field && deed === 'rename') {
      const from = field.key
      field.key = `b${n + 1}`
      return { field: from, to: field.key }
    } else if (field && deed === 'retype') field.kind = this.#pick(retypable)
    else if (field) world.fields = world.fields.filter((one) => one !== field)
    return null
  }

  #codeMap(deed: string): Record<string, Record<string, string>> | undefined {
    const gone = this.#world.grades.at(-1)!
    const goes = deed === 'codes' && this.#world.grades.length > 1
    return goes ? { 'shop.grade': { [gone]: 'a' } } : undefined
  }

  /** What a release gives to records: a default where it is required, a code for one that is no more. */
  #fill(before: World, isReturn = false): void {
    const { required, grades: codes } = this.#world
    const column = this.#gradeColumn()
    const release = Number(this.shop.registry.releaseId)
    for (const id of this.#ids) {
      const was = column.get(id) ?? null
      const isBlank = was === null && required && (isReturn || !before.required)
      const isGone = was !== null && !codes.includes(String(was))
      if (!isBlank && !isGone) continue
      column.set(id, 'a')
      this.#fills.push({ release, id, was, now: 'a' })
    }
  }

  /** Latest first, for one release may have filled in what an earlier one had. */
  #unfill(target: number): void {
    const column = this.#gradeColumn()
    for (const { id, was, now } of this.#fills.toReversed().filter((f) => f.release > target)) {
      if ((column.get(id) ?? null) === now) column.set(id, was)
    }
    this.#fills = this.#fills.filter(({ release }) => release <= target)
  }

  #gradeColumn(): Map<string, Value> {
    return this.#columns.get(gradeUid)!.get(formKey(this.#forms.get(gradeUid)!))!
  }

  async #goBack(): Promise<void> {
    const target = this.#pick(this.#releases)
    const by = systemActor.userId
    const { releases } = this.shop.definitions
    const before = this.#world
    try {
      const { id } = await releases.activate(target.id, { plan: null, by })
      await this.#moved(id)
    } catch (error) {
      if (!/E_PLAN_EMPTY|E_DEFINITION_INVALID/.test(String(error))) throw error
      this.refused += 1
      return
    }
    this.#world = structuredClone(target.world)
    const { hash } = await releases.get(this.shop.registry.releaseId)
    if (hash !== target.hash) this.faults.push(`back to ${target.id}: another content hash`)
    await this.#note()
    this.#unfill(Number(target.id))
    this.#fill(before, true)
  }

  /** Follows a release in the model: fields in a new form get a column made of the one they had. */
  async #note(): Promise<void> {
    const { releaseId, current } = this.shop.registry
    const entity = current().entities.get(this.#world.entity)!
    for (const field of this.#world.fields) {
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
    this.#releases.push({ id: releaseId, hash, world: structuredClone(this.#world) })
  }

  readonly #forms = new Map<string, FieldForm>()
  readonly #known = new Map<string, FieldForm>()
  readonly #ids: string[] = []

  /** Makes a record, or changes one field of one. */
  async #write(n: number): Promise<void> {
    const field = this.#pick(
      this.#world.fields.filter(({ key }) => key !== 'name').concat(this.#world.fields[0]!)
    )
    const known = field.kind === 'grade' ? this.#world.grades : samples[field.kind]!
    const value = field.key === 'name' ? `n${n}` : this.#pick<Value>(known)
    const { records } = this.shop
    const isNew = this.#ids.length < 8 || this.#random() < 0.2
    try {
      if (isNew) {
        const values = { name: `n${this.#ids.length}-${n}`, [field.key]: value }
        const made = await records.create(systemActor, this.#world.entity, values)
        this.#ids.push(made.id)
        this.#set('rname0000', made.id, values.name)
        if (this.#world.required) this.#set(gradeUid, made.id, 'a')
        if (field.key !== 'name') this.#set(field.uid, made.id, value)
        return
      }
      const id = this.#pick(this.#ids)
      const { data } = await records.get(systemActor, this.#world.entity, id)
      await records.patch(
        systemActor,
        this.#world.entity,
        id,
        { [field.key]: value },
        { rev: data.rev }
      )
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
    const query = { limit: '1000', fields: this.#world.fields.map(({ key }) => key).join(',') }
    const { data } = await this.shop.records.list(systemActor, this.#world.entity, query)
    if (data.length !== this.#ids.length) this.faults.push(`${when}: ${data.length} records`)
    for (const record of data) {
      for (const { key, uid } of this.#world.fields) {
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

  /** The view names every field: renaming must have reached it. */
  #compareView(when: string): void {
    const view = this.shop.registry.text('view', 'shop.sheets')
    const { entity, columns } = JSON.parse(view!.text) as { entity: string; columns: object[] }
    const [, , expected] = this.#documents() as [Document, Document, Document]
    if (JSON.stringify([entity, columns]) === JSON.stringify([expected.entity, expected.columns]))
      return
    this.faults.push(`${when}: the view names ${entity} and ${JSON.stringify(columns)}`)
  }

  #documents(): Document[] {
    const { fields, entity, unique, required, grades: codes } = this.#world
    const properties = Object.fromEntries(
      fields.map(({ key, uid, kind }) => [
        key,
        {
          ...kinds[kind],
          ...{ 'title': uid, 'x-uid': uid },
          ...(kind === 'grade' && required ? { default: 'a' } : {}),
        },
      ])
    )
    return [
      {
        ...{ kind: 'dictionary', key: 'shop.grade', uid: 'rgrades00', title: '等级' },
        ...{ schemaVersion: 1, items: codes.map((code) => ({ code, title: code })) },
      },
      {
        ...{ kind: 'entity', key: entity, uid: 'rsheet000', title: '单据', schemaVersion: 1 },
        titleField: 'name',
        schema: { type: 'object', properties, ...(required ? { required: ['grade'] } : {}) },
        ...(unique ? { unique: [{ uid: 'runique00', fields: ['name'] }] } : {}),
      },
      {
        ...{ kind: 'view', key: 'shop.sheets', uid: 'rsheets00', title: '单据', schemaVersion: 1 },
        ...{ entity, type: 'table', limit: 20 },
        columns: fields.map(({ key }) => ({ path: key, width: 100 })),
      },
    ]
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
