import { isKind, walkUids } from '#schemas/index.ts'
import {
  definitionKeyGrammar,
  moduleKeyGrammar,
  moduleOf,
  shown,
  uidGrammar,
} from '../names/keys.ts'
import { kinds } from '../context.ts'
import { objectOf, textOf } from './shape.ts'
import { readDefinition } from './read_definition.ts'
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
  hashOf(text: string): string
}

/**
 * Texts -> definitions by kind and key. Reports what cannot be read, what does not fit the
 * meta-schema, and what is there twice. A document with faults of shape stays in: the rest of it is
 * still checked, and what refers to it is not reported as unknown.
 */
export function readDocuments(
  documents: readonly SourceDocument[],
  reading: Reading
): Map<Kind, Map<string, Definition>> {
  const definitions = new Map<Kind, Map<string, Definition>>(
    kinds.map((kind) => [kind, new Map<string, Definition>()])
  )
  const uids = new Map<string, string>()
  for (const source of documents) {
    const definition = readOne(source, reading)
    if (!definition) continue
    const siblings = definitions.get(definition.kind as Kind)
    if (siblings?.has(definition.key)) {
      reading.problems.report(definition, {
        code: 'E_DEFINITION_DUPLICATE',
        pointer: '/key',
        message: `“${definition.kind} ${definition.key}”已经在${siblings.get(definition.key)?.file ?? '另一个定义'}中`,
        fix: '改用另一个 key，或删去其中一个',
      })
    } else {
      siblings?.set(definition.key, definition)
      checkUids(definition, uids, reading.problems)
    }
  }
  return definitions
}

function readOne(source: SourceDocument, reading: Reading): Definition | null {
  const { document, problems } = readDefinition(source.text)
  const about = addressOf(document, source)
  for (const finding of problems) reading.problems.report(about, finding)
  if (!document) return null
  if (!isKind(document.kind)) {
    reading.problems.report(about, unknownKind(document.kind))
    return null
  }
  const definition: Definition = {
    ...about,
    uid: textOf(document.uid) ?? '',
    title: textOf(document.title) ?? about.key,
    module: moduleOf(about.key),
    layer: source.layer,
    hash: reading.hashOf(source.text),
    document: objectOf(document),
  }
  checkIdentity(definition, reading.problems)
  for (const fault of reading.checkShape(document, document.kind)) {
    reading.problems.reportShape(definition, {
      ...fault,
      code: (fault.code ?? 'E_DEFINITION_SHAPE') as Finding['code'],
    })
  }
  return about.key === '' ? null : definition
}

/** Keys and uids become physical names and addresses: nothing but their grammar gets that far. */
function checkIdentity(definition: Definition, problems: ProblemList): void {
  const grammar = definition.kind === 'module' ? moduleKeyGrammar : definitionKeyGrammar
  if (!grammar.test(definition.key)) {
    problems.report(definition, {
      code: 'E_DEFINITION_KEY',
      pointer: '/key',
      message: `“${shown(definition.key)}”不能用作标识`,
      fix: '写成「模块.名称」，如 library.book：小写字母开头，只用小写字母、数字、下划线',
    })
  }
  walkUids(definition.kind, definition.document, ({ pointer, value }) => {
    if (uidGrammar.test(value)) return
    problems.report(definition, {
      code: 'E_DEFINITION_UID',
      pointer,
      message: `“${shown(value)}”不能用作 uid`,
      fix: '写 8 到 32 位小写字母或数字，在全系统内唯一',
    })
  })
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
  walkUids(definition.kind, definition.document, ({ pointer, value }) => {
    const here = `${definition.kind} ${definition.key}#${pointer}`
    const taken = uids.get(value)
    if (taken === undefined) {
      uids.set(value, here)
      return
    }
    problems.report(definition, {
      code: 'E_DEFINITION_DUPLICATE_UID',
      pointer,
      message: `uid“${shown(value)}”已经用于 ${taken}`,
      fix: '换一个新的 uid',
      params: { uid: shown(value), taken },
    })
  })
}
