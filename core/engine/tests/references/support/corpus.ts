/** Definitions made at random, of which it is known who names what: written down when they are made. */
import { nameOf } from '#engine/references/index.ts'
import type { Named, SetMember } from '#engine/references/index.ts'
import { completeSample, samplePeople } from '../../support/sample_documents.ts'

/** One reference: the definition it stands in, where, and what it names. */
export interface Known {
  at: string
  pointer: string
  place: 'value' | 'key'
  target: string
}

export interface Corpus {
  members: readonly SetMember[]
  known: readonly Known[]
}

type Json = Record<string, unknown>
type Part = NonNullable<Named['part']>['of']

const entities = 8
/** A name that is written down: its mark stands in the text until the pointer is known. */
const mark = /§(\d+)§/g

/** Eight entities with children, and to each a dictionary, lifecycle, form, view, role and menu entry. */
export function makeCorpus(random: () => number): Corpus {
  const targets: Named[] = []
  const write = (target: Named) => `§${targets.push(target) - 1}§`
  const whole = (kind: string, key: string) => write({ kind, key })
  const part = (kind: string, key: string, of: Part, id: string) =>
    write({ kind, key, part: { of, id } })
  const below = (n: number) => Math.floor(random() * n)
  const documents: Json[] = [...samplePeople] as Json[]
  const menu = Array.from({ length: entities }, (_, n) => ({
    ...{ title: `list ${n}`, entity: whole('entity', `corpus.e${n}`) },
    view: whole('view', `corpus.v${n}`),
  }))
  documents.push({ kind: 'module', key: 'corpus', version: '1.0.0', menu })
  for (let n = 0; n < entities; n++) {
    const [own, child, other] = [`corpus.e${n}`, `corpus.e${n}_row`, `corpus.e${below(entities)}`]
    const field = (id: string) => part('entity', own, 'field', id)
    const ofChild = (id: string) => part('entity', child, 'field', id)
    const code = ['a', 'b', 'c'][below(3)]!
    const state = ['open', 'done'][below(2)]!
    const numbers = () => field(['n1', 'n2', 'n3'][below(3)]!)
    documents.push(
      { kind: 'dictionary', key: `corpus.d${n}`, items: ['a', 'b', 'c'].map(asItem) },
      {
        ...{ kind: 'entity', key: child, parent: whole('entity', own) },
        schema: {
          properties: {
            amount: { 'type': 'string', 'x-type': 'money', 'x-scale': 2 },
            count: { type: 'integer' },
            sum: {
              ...{ 'x-type': 'formula', 'x-result': 'decimal', 'x-scale': 2 },
              'x-formula': `=${ofChild('amount')} * ${ofChild('count')}`,
            },
          },
        },
      },
      {
        ...{ kind: 'entity', key: own, titleField: field('name') },
        unique: [{ fields: [field('name'), field('n1')] }],
        indexes: [{ fields: [field('link'), numbers()] }],
        schema: {
          required: [field('name')],
          properties: {
            name: { type: 'string' },
            n1: { type: 'integer' },
            n2: { type: 'integer' },
            n3: { type: 'integer' },
            choice: { 'x-type': 'select', 'x-dictionary': whole('dictionary', `corpus.d${n}`) },
            link: { 'x-type': 'relation', 'x-relation': { to: whole('entity', other) } },
            status: { 'x-type': 'state', 'x-lifecycle': whole('lifecycle', `corpus.l${n}`) },
            rows: { 'type': 'array', 'x-type': 'children', 'x-entity': whole('entity', child) },
            total: {
              ...{ 'x-type': 'formula', 'x-result': 'decimal', 'x-scale': 2 },
              'x-formula': `=SUM(${field('rows')}.${ofChild('sum')}) + ${numbers()} - ${numbers()}`,
            },
            told: {
              ...{ 'x-type': 'formula', 'x-result': 'text' },
              'x-formula': `=CONCAT(${field('name')}, ${field('link')}.${part('entity', other, 'field', 'name')})`,
            },
          },
        },
      },
      {
        ...{ kind: 'lifecycle', key: `corpus.l${n}`, entity: whole('entity', own) },
        ...{ field: field('status'), initial: part('lifecycle', `corpus.l${n}`, 'state', 'open') },
        states: [
          { id: 'open', title: 'open', edit: [whole('role', `corpus.r${n}`)] },
          { id: 'done', title: 'done' },
        ],
        transitions: [
          {
            ...{ id: 'finish', title: 'finish', allow: [whole('role', `corpus.r${n}`)] },
            from: [part('lifecycle', `corpus.l${n}`, 'state', 'open')],
            to: part('lifecycle', `corpus.l${n}`, 'state', 'done'),
          },
        ],
      },
      {
        ...{ kind: 'form', key: `corpus.f${n}`, entity: whole('entity', own) },
        terminals: ['pc', 'mobile'],
        schema: {
          type: 'object',
          properties: {
            part: {
              ...{ 'type': 'void', 'title': 'part', 'x-component': 'Section' },
              properties: {
                [field('name')]: {},
                [field('choice')]: { 'x-required': `=${numbers()} > 3` },
                [field('n2')]: { 'x-visible': `=${field('name')} = "x"` },
                [field('rows')]: {},
              },
            },
          },
        },
      },
      {
        ...{ kind: 'view', key: `corpus.v${n}`, type: 'table', entity: whole('entity', own) },
        columns: [
          { path: field('name') },
          { path: `${field('link')}.${part('entity', other, 'field', 'name')}` },
          { path: field('total') },
        ],
        ...{ filters: [field('choice'), field('status')], sort: [`-${numbers()}`, field('name')] },
      },
      {
        ...{ kind: 'role', key: `corpus.r${n}` },
        grants: [
          {
            entity: whole('entity', own),
            actions: [
              'read',
              `transition:${part('lifecycle', `corpus.l${n}`, 'transition', 'finish')}`,
            ],
            rows: {
              any: [
                { [field('choice')]: part('dictionary', `corpus.d${n}`, 'item', code) },
                { [field('status')]: { in: [part('lifecycle', `corpus.l${n}`, 'state', state)] } },
                { [field('n3')]: { gt: below(9) } },
              ],
            },
            fields: { deny: [field('n1')], readonly: [field('n2')] },
          },
        ],
      }
    )
  }
  const known: Known[] = []
  const members = documents.map((document) => {
    const { kind, key } = document as { kind: string; key: string }
    const resolve: Resolve = (text, place, pointerTo) => {
      const named = [...text.matchAll(mark)].map(({ 1: index }) => targets[Number(index)]!)
      const name = text.replaceAll(mark, () => nameIn(named.shift()!))
      for (const { 1: index } of text.matchAll(mark)) {
        const target = nameOf(targets[Number(index)]!)
        known.push({ at: `${kind} ${key}`, pointer: pointerTo(name), place, target })
      }
      return name
    }
    return { kind, key, document: completeSample(written(document, '', resolve) as object) }
  })
  return { members, known }
}

const asItem = (code: string) => ({ code, title: code })
const nameIn = ({ key, part }: Named) => part?.id ?? key

/** Puts names in place of the marks of a text, and notes them at the place that it turns out to be. */
type Resolve = (text: string, place: Known['place'], pointerTo: (name: string) => string) => string

function written(value: unknown, pointer: string, resolve: Resolve): unknown {
  if (typeof value === 'string') return resolve(value, 'value', () => pointer)
  if (Array.isArray(value)) return value.map((one, n) => written(one, `${pointer}/${n}`, resolve))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([marked, member]) => {
      const name = resolve(marked, 'key', (text) => `${pointer}/${text}`)
      return [name, written(member, `${pointer}/${name}`, resolve)]
    })
  )
}
