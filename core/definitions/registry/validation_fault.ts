import { pointerSteps } from '#schemas/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Values } from '#engine/values.ts'
import type { SchemaError } from './load_validator.ts'

/** One value of a record that its entity does not allow. */
export interface ValidationFault {
  /** JSON pointer of the value inside the record. */
  pointer: string
  /** required, minLength, pattern, … */
  keyword: string
  params: Record<string, unknown>
  zh: string
  en: string
}

type Words = (params: Record<string, unknown>) => { zh: string; en: string }

/** What each keyword of the closed list says, after the name of the field. */
const words: Readonly<Record<string, Words>> = {
  required: () => ({ zh: '不能为空', en: 'is required' }),
  additionalProperties: () => ({ zh: '不是该实体的字段', en: 'is not a field of this entity' }),
  minLength: ({ limit }) => ({
    zh: `至少 ${limit} 个字`,
    en: `must have at least ${limit} characters`,
  }),
  maxLength: ({ limit }) => ({
    zh: `最多 ${limit} 个字`,
    en: `must have at most ${limit} characters`,
  }),
  pattern: () => ({ zh: '格式不正确', en: 'has the wrong format' }),
  minimum: ({ limit }) => ({ zh: `不能小于 ${limit}`, en: `must be at least ${limit}` }),
  maximum: ({ limit }) => ({ zh: `不能大于 ${limit}`, en: `must be at most ${limit}` }),
  minItems: ({ limit }) => ({ zh: `至少 ${limit} 行`, en: `must have at least ${limit} rows` }),
  maxItems: ({ limit }) => ({ zh: `最多 ${limit} 行`, en: `must have at most ${limit} rows` }),
  enum: ({ allowedValues }) => ({
    zh: `只能是：${listed(allowedValues)}`,
    en: `must be one of: ${listed(allowedValues)}`,
  }),
  type: () => ({ zh: '类型不正确', en: 'has the wrong type' }),
}
const otherwise: Words = () => ({ zh: '不符合要求', en: 'is not allowed' })

/**
 * Says the errors of generated code in the words of the entity: where, which rule, by which name.
 * The closed schema refuses a blank required value by its type; people are told that it is required,
 * and nothing else about it.
 */
export function validationFaults(
  errors: readonly SchemaError[],
  values: Values,
  entity: CompiledEntity,
  application: CompiledApplication
): ValidationFault[] {
  const faults = errors.map((error) => validationFault(error, values, entity, application))
  const missing = new Set(faults.filter(isRequired).map((fault) => fault.pointer))
  return faults.filter((fault) => isRequired(fault) || !missing.has(fault.pointer))
}

function validationFault(
  error: SchemaError,
  values: Values,
  entity: CompiledEntity,
  application: CompiledApplication
): ValidationFault {
  const inside = error.params.missingProperty ?? error.params.additionalProperty
  const pointer =
    typeof inside === 'string' ? pointerTo(error.instancePath, inside) : error.instancePath
  const isMissing = error.keyword === 'type' && isBlank(valueAt(values, pointer))
  const keyword = isMissing ? 'required' : error.keyword
  const title = titleAt(pointer, entity, application)
  const { zh, en } = (words[keyword] ?? otherwise)(error.params)
  return {
    pointer,
    keyword,
    params: isMissing ? {} : error.params,
    zh: `${title.zh}${zh}`,
    en: `${title.en} ${en}`,
  }
}

function isRequired(fault: ValidationFault): boolean {
  return fault.keyword === 'required'
}

function valueAt(values: unknown, pointer: string): unknown {
  return pointerSteps(pointer).reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    values
  )
}

/** Title of the field a pointer leads to, through rows of sub-tables: 费用标准第 2 行“单价”. */
function titleAt(
  pointer: string,
  entity: CompiledEntity,
  application: CompiledApplication
): { zh: string; en: string } {
  const [key, row, ...rest] = pointerSteps(pointer)
  if (key === undefined) return { zh: '记录', en: 'The record' }
  const field = entity.fields.get(key)
  const shown = field?.title ?? key.slice(0, 100)
  const child = field?.childEntity && application.entities.get(field.childEntity)
  if (!child || row === undefined) return { zh: `“${shown}”`, en: `"${shown}"` }
  const inner = titleAt(['', ...rest].join('/'), child, application)
  const number = Number(row) + 1
  return {
    zh: `“${shown}”第 ${number} 行的${inner.zh}`,
    en: `"${shown}", row ${number}: ${inner.en}`,
  }
}

function listed(values: unknown): string {
  return Array.isArray(values)
    ? values
        .filter((value) => value !== null)
        .slice(0, 20)
        .map(String)
        .join('、')
    : ''
}
