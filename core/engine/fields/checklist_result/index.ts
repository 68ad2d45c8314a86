import { decimal } from '../decimal/index.ts'
import { equality } from '../operators.ts'
import { jsonColumn } from '../json_column.ts'
import { memberOf, objectWith, ofMember } from '../json_object.ts'
import { inOrder } from '../json_value.ts'
import { fits, misfit, unlessBlank, wrongType } from '../parsed.ts'
import { parseDecimal } from '../scaled_decimal.ts'
import { text } from '../text/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

/** Verdicts, and how people read them. Nothing that counts was answered: `not_scored`. */
const verdicts: Readonly<Record<string, string>> = {
  ...{ pass: '合格', fail: '不合格', not_scored: '未评分' },
}
const scoreScale = 2

function parseResult(given: unknown, field: CompiledField): Parsed {
  const object = objectWith(given, ['verdict', 'score', 'band'])
  if ('fault' in object) return object.fault
  const { verdict, score, band } = object.members
  if (typeof verdict !== 'string' || !Object.hasOwn(verdicts, verdict)) {
    const allowed = Object.keys(verdicts)
    return misfit('verdict', '没有已知的结论', 'has no known verdict', { allowed })
  }
  const points = unlessBlank((one) => parseDecimal(one, scoreScale))(score, field)
  if (!points.ok) return ofMember(points, 'score', '得分')
  const name = text.parse(band, field)
  if (!name.ok) return ofMember(name, 'band', '等级')
  if (String(name.value ?? '').length > 50)
    return wrongType('不超过 50 字的等级', 'a band of 50 signs')
  if (verdict === 'not_scored' && points.value !== null) {
    return misfit('score', '未评分，不应有得分', 'is not scored, and yet has a score')
  }
  const parts: Record<string, Value> = { band: name.value, score: points.value, verdict }
  return fits(inOrder(Object.fromEntries(Object.entries(parts).filter(([, one]) => one !== null))))
}

/** What a filled checklist came to (检查结果): written by the engine, never by a request. */
export const checklistResult: FieldType = {
  ...jsonColumn,
  name: 'checklist_result',
  resultType: 'checklist_result',
  shape: { type: 'object' },
  members: {
    verdict: { title: '结论', path: ['verdict'], type: text },
    score: { title: '得分', path: ['score'], type: decimal, scale: scoreScale },
    band: { title: '等级', path: ['band'], type: text },
  },
  valueType: () => ({ kind: 'any' }),
  operators: equality,
  parse: unlessBlank(parseResult),
  format: (value) =>
    [memberOf(value, ['score']), memberOf(value, ['band']), verdictTitle(value)]
      .filter(Boolean)
      .join(' '),
}

function verdictTitle(value: Value): string {
  return verdicts[String(memberOf(value, ['verdict']) ?? '')] ?? ''
}
