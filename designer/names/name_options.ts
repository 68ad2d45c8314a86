import type { KnownDefinitions } from '#engine/compile/index.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import type { FieldMark, ReferenceMark } from '#schemas/index.ts'
import {
  checkSet,
  definitionsOf,
  findDefinition,
  isMembers,
  keyOf,
  moduleOf,
  titleOf,
} from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet, Located, Members } from '#designer/document/index.ts'
import { texts } from './texts.ts'

/** Something that may be named at a place. */
export interface NameOption {
  readonly value: string
  readonly label: string
  /** Kind of thing it is, for the second line. */
  readonly about?: string
}

/** Where a name is to be written, and among what. */
export interface NamingPlace {
  readonly mark: ReferenceMark
  readonly element: Located
  readonly definition: DesignDefinition
  readonly set: DesignSet
}

/** What the mark `x-ref` of a place allows to be named there, best first. Pure. */
export function nameOptions(place: NamingPlace): NameOption[] {
  const { mark } = place
  if (mark.kind !== undefined) return definitionOptions(place, mark.kind)
  if (mark.field) return fieldOptions(place, mark.field)
  const owner = (of: string) => ownerKey(of, place)
  const words = (kind: string, key: string | null, list: string) =>
    listed(findDefinition(place.set, kind, key ?? '')?.document[list])
  if (mark.state) return words('lifecycle', owner(mark.state.of), 'states')
  if (mark.item) return words('dictionary', owner(mark.item.of), 'items')
  if (mark.action) return actionOptions(owner(mark.action.of), place.set)
  return []
}

/** Key of whose a name is: the owner that a mark's `of` leads to. */
export function ownerKey(
  of: string,
  { element, definition }: Pick<NamingPlace, 'element' | 'definition'>
) {
  if (of === '') return keyOf(definition)
  const holder = of.startsWith('/')
    ? definition.document
    : element.enclosing.findLast((members) => Object.hasOwn(members, of))
  const key = holder?.[of.startsWith('/') ? of.slice(1) : of]
  return typeof key === 'string' ? key : null
}

function definitionOptions({ mark, set, ...place }: NamingPlace, kind: string): NameOption[] {
  const { of, wildcard = false, or = [] } = mark
  const owner = of === undefined ? null : ownerKey(of, place)
  const own = moduleOf(place.definition)
  const found = definitionsOf(set, kind)
    .filter((one) => owner === null || one.document.entity === owner)
    .sort((a, b) => Number(moduleOf(b) === own) - Number(moduleOf(a) === own))
    .map((one) => ({ value: keyOf(one), label: titleOf(one), about: keyOf(one) }))
  const covers = wildcard
    ? [
        { value: '*', label: texts.all, about: '*' },
        ...definitionsOf(set, 'module').map((one) => ({
          ...{ value: `${keyOf(one)}.*`, label: texts.allOf(titleOf(one)) },
          about: `${keyOf(one)}.*`,
        })),
      ]
    : []
  const words = or.map((word) => ({ value: word, label: wordOf(texts.words, word), about: word }))
  return [...found, ...covers, ...words]
}

function fieldOptions(place: NamingPlace, mark: FieldMark): NameOption[] {
  const { known } = checkSet(place.set)
  let entity = ownerKey(mark.of, place)
  if (mark.via === 'member' && entity !== null) {
    const field = known.entities.get(entity)?.fields.get(place.element.member ?? '')
    entity = field?.childEntity ?? null
  }
  const own = fieldsOf(entity ?? '', known).filter(
    (one) => mark.type === undefined || one.type === mark.type
  )
  const system = mark.system ? systemOptions(entity ?? '', known) : []
  const related = mark.path ? relatedOptions(entity ?? '', known) : []
  const plain = [...own, ...system, ...related].map(({ value, label, about }) => ({
    value,
    label,
    about,
  }))
  const slashed = mark.slash ? plain.map((one) => ({ ...one, value: `/${one.value}` })) : plain
  if (!mark.sort) return slashed
  return slashed.flatMap((one) => [
    one,
    { ...one, value: `-${one.value}`, label: texts.descending(one.label) },
  ])
}

/** Fields of an entity, also those the engine adds; with the type of each. */
export function fieldsOf(entity: string, known: KnownDefinitions) {
  const fields = [...(known.entities.get(entity)?.fields.values() ?? [])]
  return fields.map((field) => ({
    ...{ value: field.key, label: field.title, about: field.key, type: field.type.name },
    target: field.target,
    childEntity: field.childEntity,
  }))
}

/** What every record has besides its own fields. */
export function systemOptions(entity: string, known: KnownDefinitions) {
  const isChild = (known.entities.get(entity)?.parent ?? null) !== null
  const names: readonly string[] = isChild ? childSystemFields : systemFields
  return names.map((name) => ({ value: name, label: wordOf(texts.system, name), about: name }))
}

/** Fields one relation away: what a list shows of a related record. */
function relatedOptions(entity: string, known: KnownDefinitions): NameOption[] {
  return fieldsOf(entity, known).flatMap(({ value, label, target, childEntity }) =>
    target === null || childEntity !== null
      ? []
      : fieldsOf(target, known).map((one) => ({
          ...{ value: `${value}.${one.value}`, label: `${label} › ${one.label}` },
          about: `${value}.${one.value}`,
        }))
  )
}

function actionOptions(entity: string | null, set: DesignSet): NameOption[] {
  const covers = (key: unknown) =>
    entity === '*' ||
    key === entity ||
    (entity?.endsWith('.*') && String(key).startsWith(entity.slice(0, -1)))
  const transitions = definitionsOf(set, 'lifecycle')
    .filter((one) => covers(one.document.entity))
    .flatMap((one) => listed(one.document.transitions))
    .map((one) => ({
      ...{ value: `transition:${one.value}`, label: texts.transition(one.label) },
      about: one.value,
    }))
  const plain = Object.entries(texts.actions).map(([value, label]) => ({
    value,
    label,
    about: value,
  }))
  return [...plain, ...transitions]
}

/** Objects of a list as options: their id or code, and title. */
function listed(list: unknown): NameOption[] {
  if (!Array.isArray(list)) return []
  return (list as unknown[]).filter(isMembers).map((item: Members) => {
    const value = String(item.id ?? item.code ?? item.key ?? '')
    return { value, label: String(item.title ?? value), about: value }
  })
}

function wordOf(words: Readonly<Record<string, string>>, word: string): string {
  return words[word] ?? word
}
