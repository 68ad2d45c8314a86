import { isKind } from '#schemas/index.ts'
import {
  definitionKeyGrammar,
  moduleKeyGrammar,
  moduleOf,
  shown,
  uidGrammar,
} from '../names/keys.ts'
import { kinds } from '../context.ts'
import { objectOf, textOf } from './shape.ts'
import { marksOf } from './marks.ts'
import { readDefinition } from './read_definition.ts'
import type { ReadFault, ReadMemory, ReadText } from './read_memory.ts'
import type { Steps } from '#engine/steps.ts'
import type { Definition, Kind, Layer } from '../context.ts'
import type { Finding, ProblemList, ProblemSource } from '../problem_list.ts'

/** A definition as it comes in: text, and where it is from. */
export interface SourceDocument {
  readonly file?: string
  readonly layer: Layer
  readonly text: string
}

/** What the meta-schema says about a document: given by whoever has a validator (core/definitions). */
export type CheckShape = (
  document: unknown,
  kind: string
) => {
  pointer: string
  message: string
  code?: string
  fix?: string
  params?: Record<string, unknown>
}[]

export interface Reading {
  readonly problems: ProblemList
  readonly checkShape: CheckShape
  readonly memory: ReadMemory
  hashOf(text: string): string
}

/**
 * Texts -> definitions by kind and key. Reports what cannot be read, what does not fit the
 * meta-schema, and what is there twice. A document with faults of shape stays in: the rest of it is
 * still checked, and what refers to it is not reported as unknown.
 */
export function* readDocuments(
  documents: readonly SourceDocument[],
  reading: Reading
): Steps<Map<Kind, Map<string, Definition>>> {
  const definitions = new Map<Kind, Map<string, Definition>>(
    kinds.map((kind) => [kind, new Map<string, Definition>()])
  )
  const uids = new Map<string, string>()
  reading.memory.nextSet()
  for (const source of documents) {
    const definition = readOnce(source, reading)
    if (definition) add(definition, { definitions, uids, problems: reading.problems })
    yield
  }
  return definitions
}

interface Collected {
  definitions: ReadonlyMap<Kind, Map<string, Definition>>
  uids: Map<string, string>
  problems: ProblemList
}

function add(definition: Definition, { definitions, uids, problems }: Collected): void {
  const siblings = definitions.get(definition.kind as Kind)
  const earlier = siblings?.get(definition.key)
  if (!earlier) {
    siblings?.set(definition.key, definition)
    checkUids(definition, uids, problems)
    return
  }
  problems.report(definition, {
    code: 'E_DEFINITION_DUPLICATE',
    pointer: '/key',
    message: `“${definition.kind} ${definition.key}”已经在${earlier.file ?? '另一个定义'}中`,
    fix: '改用另一个 key，或删去其中一个',
  })
}

/** What a text says by itself, from memory where it was read before. */
function readOnce(source: SourceDocument, reading: Reading): Definition | null {
  const hash = reading.hashOf(source.text)
  const known = [source.layer, source.file ?? '', hash].join(' ')
  const { about, definition, faults } = reading.memory.read(known, () =>
    readOne(source, hash, reading.checkShape)
  )
  for (const { finding, isShape } of faults) {
    if (isShape) reading.problems.reportShape(about, finding)
    else reading.problems.report(about, finding)
  }
  return definition
}

function readOne(source: SourceDocument, hash: string, checkShape: CheckShape): ReadText {
  const { document, problems } = readDefinition(source.text)
  const address = addressOf(document, source)
  const faults: ReadFault[] = problems.map((finding) => ({ finding, isShape: false }))
  if (!document) return { about: address, definition: null, faults }
  if (!isKind(document.kind)) {
    faults.push({ finding: unknownKind(document.kind), isShape: false })
    return { about: address, definition: null, faults }
  }
  const members = objectOf(document)
  const { memberFaults, ...marks } = marksOf(document.kind, members)
  const definition: Definition = {
    ...address,
    uid: textOf(document.uid) ?? '',
    title: textOf(document.title) ?? address.key,
    module: moduleOf(address.key),
    layer: source.layer,
    hash,
    document: members,
    ...marks,
  }
  const own = [...identityFaults(definition), ...memberFaults]
  faults.push(...own.map((finding) => ({ finding, isShape: false })))
  for (const fault of checkShape(document, document.kind)) {
    const code = (fault.code ?? 'E_DEFINITION_SHAPE') as Finding['code']
    faults.push({ finding: { ...fault, code }, isShape: true })
  }
  return { about: definition, definition: address.key === '' ? null : definition, faults }
}

/** Keys and uids become physical names and addresses: nothing but their grammar gets that far. */
function identityFaults(definition: Definition): Finding[] {
  const faults: Finding[] = []
  const grammar = definition.kind === 'module' ? moduleKeyGrammar : definitionKeyGrammar
  if (!grammar.test(definition.key)) {
    faults.push({
      code: 'E_DEFINITION_KEY',
      pointer: '/key',
      message: `“${shown(definition.key)}”不能用作标识`,
      fix: '写成「模块.名称」，如 library.book：小写字母开头，只用小写字母、数字、下划线',
    })
  }
  for (const { pointer, value } of definition.uids) {
    if (uidGrammar.test(value)) continue
    faults.push({
      code: 'E_DEFINITION_UID',
      pointer,
      message: `“${shown(value)}”不能用作 uid`,
      fix: '写 8 到 32 位小写字母或数字，在全系统内唯一',
    })
  }
  return faults
}

function addressOf(document: Readonly<Record<string, unknown>> | null, source: SourceDocument) {
  const about: ProblemSource = {
    kind: textOf(document?.kind) ?? '',
    key: textOf(document?.key) ?? '',
  }
  return source.file === undefined ? about : { ...about, file: source.file }
}

function unknownKind(kind: unknown): Finding {
  return {
    code: 'E_DEFINITION_KIND',
    pointer: '/kind',
    message: kind === undefined ? '没有写 kind' : `没有种类“${shown(kind)}”`,
    fix: `可用的种类：${kinds.join('、')}`,
    unknown: { name: textOf(kind) ?? '', known: kinds },
  }
}

/** A uid is an identity in the whole installation: of definitions, fields and constraints alike. */
function checkUids(definition: Definition, uids: Map<string, string>, problems: ProblemList): void {
  for (const { pointer, value } of definition.uids) {
    const here = `${definition.kind} ${definition.key}#${pointer}`
    const taken = uids.get(value)
    if (taken === undefined) {
      uids.set(value, here)
      continue
    }
    problems.report(definition, {
      code: 'E_DEFINITION_DUPLICATE_UID',
      pointer,
      message: `uid“${shown(value)}”已经用于 ${taken}`,
      fix: '换一个新的 uid',
      params: { uid: shown(value), taken },
    })
  }
}
