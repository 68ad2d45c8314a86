/**
 * TypeScript of what is active: for each entity the record as it is read, the values that may be
 * written, and an entry in `Entities` by which the client knows both. A field that goes, or changes
 * its type, is then a fault of `tsc` in the program that used it.
 */
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { clientSource } from './client_source.ts'

/** @returns one module without imports */
export function writeTypes(application: CompiledApplication): string {
  const entities = [...application.entities.values()]
  const roots = entities.filter((entity) => entity.parent === null)
  return [
    '/* eslint-disable */',
    '/** Written by `guiju types` from the active definitions; write it again rather than edit it. */',
    '',
    ...baseTypes,
    ...entities.flatMap((entity) => [
      recordType(application, entity),
      valuesType(application, entity),
    ]),
    '/** Every entity by its key. */',
    'export interface Entities {',
    ...roots.map((entity) => {
      const name = typeName(entity)
      return `  ${quote(entity.key)}: { record: ${name}; values: ${name}Values; transitions: ${transitionsOf(entity)} }`
    }),
    '}',
    '',
    clientSource,
  ].join('\n')
}

const baseTypes = [
  '/** A record that another points to. */',
  'export interface Link { id: string; title: string | null }',
  '/** What every record has. */',
  'export interface RecordBase { id: string; rev: number; created_at: string; updated_at: string }',
  '',
]

function recordType(application: CompiledApplication, entity: CompiledEntity): string {
  const base = entity.parent === null ? 'extends RecordBase ' : ''
  const own = entity.parent === null ? [] : ['  id: string']
  return block(
    `/** ${comment(entity.title)} (${entity.key}), as it is read. */`,
    `export interface ${typeName(entity)} ${base}{`,
    [
      ...own,
      ...fieldLines(
        entity,
        (field) => readType(application, field),
        () => '?'
      ),
    ]
  )
}

function valuesType(application: CompiledApplication, entity: CompiledEntity): string {
  const own = entity.parent === null ? [] : ['  id?: string', '  $delete?: true']
  return block(
    `/** ${comment(entity.title)}: what may be written. Null clears a field. */`,
    `export interface ${typeName(entity)}Values {`,
    [
      ...own,
      ...fieldLines(
        entity,
        (field) => (field.readOnly ? null : givenType(application, field)),
        () => '?'
      ),
    ]
  )
}

function block(doc: string, head: string, lines: readonly string[]): string {
  return [doc, head, ...lines, '}', ''].join('\n')
}

function fieldLines(
  entity: CompiledEntity,
  typeOf: (field: CompiledField) => string | null,
  mark: (field: CompiledField) => string
): string[] {
  return [...entity.fields.values()].flatMap((field) => {
    const type = typeOf(field)
    if (type === null) return []
    return [`  /** ${comment(field.title)} */`, `  ${field.key}${mark(field)}: ${type}`]
  })
}

function readType(application: CompiledApplication, field: CompiledField): string {
  if (field.childEntity !== null) return `${childName(application, field)}[]`
  if (field.linkTable !== null) return 'Link[]'
  if (field.targets.length > 0) return `(Link & { entity: ${union(field)} }) | null`
  if (field.target !== null && field.lookup === null) return 'Link | null'
  return `${valueType(application, field)} | null`
}

function givenType(application: CompiledApplication, field: CompiledField): string {
  if (field.childEntity !== null) return `${childName(application, field)}Values[]`
  if (field.linkTable !== null) return 'string[]'
  if (field.targets.length > 0) return `{ entity: ${union(field)}; id: string } | null`
  return `${valueType(application, field)} | null`
}

/** JSON types of single values; what is not here is text. */
const valueTypes: Readonly<Record<string, string>> = {
  integer: 'number',
  rating: 'number',
  duration: 'number',
  boolean: 'boolean',
  multiselect: 'string[]',
  tags: 'string[]',
  json: 'unknown',
  geo: 'Record<string, unknown>',
  region: 'Record<string, unknown>',
  address: 'Record<string, unknown>',
  schedule: 'Record<string, unknown>',
  checklist_result: 'Record<string, unknown>',
}

function valueType(application: CompiledApplication, field: CompiledField): string {
  const name = field.type.resultType
  const codes = codesOf(application, field)
  if (codes) return name === 'multiselect' ? `(${codes})[]` : codes
  return valueTypes[name] ?? 'string'
}

/** The codes of a closed dictionary, or the states of a lifecycle, as a union. */
function codesOf(application: CompiledApplication, field: CompiledField): string | null {
  const dictionary = field.dictionary && application.dictionaries.get(field.dictionary)
  if (dictionary && !dictionary.extensible) {
    return dictionary.items.map(({ code }) => quote(code)).join(' | ')
  }
  const lifecycle = field.lifecycle && application.lifecycles.get(field.lifecycle)
  return lifecycle ? [...lifecycle.states.keys()].map(quote).join(' | ') : null
}

function transitionsOf(entity: CompiledEntity): string {
  const ids = entity.lifecycles.flatMap((lifecycle) => [...lifecycle.transitions.keys()])
  return ids.length === 0 ? 'never' : ids.map(quote).join(' | ')
}

function union({ targets }: CompiledField): string {
  return targets.map(({ key }) => quote(key)).join(' | ')
}

function childName(application: CompiledApplication, field: CompiledField): string {
  return typeName(application.entities.get(field.childEntity!)!)
}

/** `library.book_copy` -> `LibraryBookCopy` */
function typeName({ key }: { key: string }): string {
  return key
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function quote(text: string): string {
  return `'${text}'`
}

/** Titles are anybody's text: none may end the comment it stands in. */
function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '* /')
}
