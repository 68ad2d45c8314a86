import { shown } from '../names/keys.ts'
import { parsePath } from '#engine/filters/index.ts'
import { objectOf, textOf, textsOf, wordOf } from '../reading/shape.ts'
import { unknownName } from '../context.ts'
import type { CompiledNumbering, NumberingPart } from '../compiled.ts'
import type { CompileContext, Definition, EntityDraft } from '../context.ts'

const dateParts = ['yyyy', 'yy', 'mm', 'dd'] as const
const longestSequence = 12

/** The dates a number must show so that it cannot repeat when its count begins again. */
const shownBy: Record<CompiledNumbering['reset'], readonly (readonly string[])[]> = {
  never: [],
  year: [['yyyy', 'yy']],
  month: [['yyyy', 'yy'], ['mm']],
  day: [['yyyy', 'yy'], ['mm'], ['dd']],
}

/** The numbering of an entity (编号), or null when it has none or it cannot be read (reported). */
export function compileNumbering(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): CompiledNumbering | null {
  if (definition.document.numbering === undefined) return null
  const raw = objectOf(definition.document.numbering)
  const field = textOf(raw.field) ?? ''
  const parts = partsOf(textOf(raw.pattern) ?? '', definition, entity, context)
  const reset = wordOf(raw.reset, ['never', 'year', 'month', 'day'])
  if (entity.fields.get(field)?.type.name !== 'serial') {
    report(
      definition,
      context,
      '/numbering/field',
      `编号字段“${shown(field)}”的类型不是 serial`,
      '把它的 x-type 改为 serial'
    )
  }
  checkParts(parts, reset, definition, context)
  return {
    field,
    parts,
    per: textsOf(raw.per),
    reset,
    at: textOf(raw.at) ?? 'create',
    gapless: raw.gapless === true,
  }
}

function partsOf(
  pattern: string,
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): NumberingPart[] {
  const parts: NumberingPart[] = []
  for (const piece of pattern.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue
    if (!piece.startsWith('{')) parts.push({ kind: 'text', text: piece })
    else parts.push(...bracedParts(piece.slice(1, -1), definition, entity, context))
  }
  return parts
}

function bracedParts(
  inner: string,
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): NumberingPart[] {
  if (/^0+$/.test(inner)) return [{ kind: 'sequence', digits: inner.length }]
  const dates = inner.toLowerCase().match(/yyyy|yy|mm|dd/g) ?? []
  if (dates.length > 0 && dates.join('') === inner.toLowerCase()) {
    return dates.map((format) => ({ kind: 'date', format }))
  }
  checkPath(inner, definition, entity, context)
  return [{ kind: 'field', path: inner }]
}

function checkPath(
  path: string,
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  const segments = path.split('.')
  const parent = entity.parent === null ? undefined : context.entities.get(entity.parent)
  const start = segments[0] === 'parent' && parent ? parent : entity
  const text = start === parent ? segments.slice(1).join('.') : path
  const entityOf = (key: string) => context.entities.get(key)
  if (parsePath(text, { entity: start, entityOf }).path) return
  const known = [...entity.fields.keys(), ...dateParts, ...(parent ? ['parent.no'] : [])]
  context.problems.report(definition, {
    ...unknownName(
      '/numbering/pattern',
      '日期或字段',
      path,
      known,
      '可用 {yyyy} {yy} {mm} {dd}、{字段}、{0000}'
    ),
    code: 'E_DEFINITION_NUMBERING',
  })
}

function checkParts(
  parts: readonly NumberingPart[],
  reset: CompiledNumbering['reset'],
  definition: Definition,
  context: CompileContext
): void {
  const sequences = parts.filter((part) => part.kind === 'sequence')
  if (sequences.length !== 1 || (sequences[0]?.digits ?? 0) > longestSequence) {
    report(
      definition,
      context,
      '/numbering/pattern',
      '编号规则要有且只有一个序号',
      `写一处 {0000}，0 的个数是位数，最多 ${longestSequence} 位`
    )
  }
  const dates = new Set(parts.map((part) => (part.kind === 'date' ? part.format : '')))
  const missing = shownBy[reset].find((choice) => !choice.some((format) => dates.has(format)))
  if (missing) {
    report(
      definition,
      context,
      '/numbering/reset',
      `按 ${reset} 重新计数，而编号规则里没有 {${missing[0]}}，编号会重复`,
      `在编号规则里加上 {${missing[0]}}`
    )
  }
}

function report(
  definition: Definition,
  context: CompileContext,
  pointer: string,
  message: string,
  fix: string
): void {
  context.problems.report(definition, { code: 'E_DEFINITION_NUMBERING', pointer, message, fix })
}
