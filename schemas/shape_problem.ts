import { pointerSegment } from './json_pointer.ts'
import type { MetaSchema } from './meta_schema.ts'

/** A violation as AJV reports it under `verbose: true, allErrors: true`. */
export interface ShapeViolation {
  readonly keyword: string
  readonly instancePath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly propertyName?: string
  readonly parentSchema?: object
}

/** A violation in the words of the implementer; becomes a Problem. */
export interface ShapeProblem {
  code: string
  pointer: string
  message: string
  fix?: string
  /** What a program may go by, such as the name that may be meant. */
  params?: Record<string, unknown>
}

/** Keywords that only say that another violation exists. */
const echoes = new Set(['if', 'propertyNames'])

/**
 * Turns AJV's violations of a meta-schema into problems: one for each fault, at the faulty element,
 * with the code that the meta-schema gives (`x-problem`) and its advice (`x-fix`). Pure.
 */
export function shapeProblems(violations: readonly ShapeViolation[]): ShapeProblem[] {
  const seen = new Set<string>()
  return violations.flatMap((violation) => {
    if (echoes.has(violation.keyword)) return []
    const problem = shapeProblem(violation)
    const mark = `${problem.code} ${problem.pointer}`
    if (seen.has(mark)) return []
    seen.add(mark)
    return [problem]
  })
}

function shapeProblem(violation: ShapeViolation): ShapeProblem {
  const { keyword, instancePath: at, params, propertyName } = violation
  const schema = (violation.parentSchema ?? {}) as MetaSchema
  if (propertyName !== undefined) return badKey(at, propertyName, schema)
  switch (keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return unknownProperty(
        at,
        String(params['additionalProperty'] ?? params['unevaluatedProperty'])
      )
    default: {
      const code = keyword === 'required' ? undefined : schema['x-problem']
      return {
        code: code ?? 'E_DEFINITION_SHAPE',
        pointer: at,
        message: messageOf(violation),
        ...fixOf(schema),
      }
    }
  }
}

function unknownProperty(at: string, name: string): ShapeProblem {
  return {
    code: 'E_DEFINITION_UNKNOWN_PROPERTY',
    pointer: at + pointerSegment(name),
    message: `未知的属性「${shortened(name)}」`,
    fix: '删去，或改正拼写；引用（$ref）与组合（allOf、anyOf、oneOf、if）不可用',
  }
}

function badKey(at: string, name: string, schema: MetaSchema): ShapeProblem {
  return {
    code: schema['x-problem'] ?? 'E_DEFINITION_KEY',
    pointer: at + pointerSegment(name),
    message: `「${shortened(name)}」不能用作标识`,
    ...fixOf(schema),
  }
}

function fixOf(schema: MetaSchema): { fix?: string } {
  return schema['x-fix'] === undefined ? {} : { fix: schema['x-fix'] }
}

const typeNames: Readonly<Record<string, string>> = {
  object: '对象',
  array: '列表',
  string: '文字',
  integer: '整数',
  boolean: 'true 或 false',
}

function messageOf({ keyword, params, parentSchema }: ShapeViolation): string {
  const about = (parentSchema as MetaSchema | undefined)?.title ?? '此处'
  const limit = String(params['limit'] ?? '')
  switch (keyword) {
    case 'required':
      return `缺少「${String(params['missingProperty'])}」`
    case 'dependentRequired':
      return `写了「${String(params['property'])}」就要写「${String(params['missingProperty'])}」`
    case 'type':
      return `「${about}」应为${[params['type']]
        .flat()
        .map((type) => typeNames[String(type)] ?? String(type))
        .join('或')}`
    case 'enum':
      return `「${about}」应为 ${(params['allowedValues'] as unknown[]).map(String).join('、')} 之一`
    case 'const':
      return `「${about}」应为 ${JSON.stringify(params['allowedValue'])}`
    case 'uniqueItems':
      return `「${about}」第 ${Number(params['j']) + 1} 项与第 ${Number(params['i']) + 1} 项重复`
    case 'minLength':
    case 'minItems':
    case 'minProperties':
    case 'minimum':
      return `「${about}」不得少于 ${limit}`
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
    case 'maximum':
      return `「${about}」不得超过 ${limit}`
    default:
      return `「${about}」的写法不对`
  }
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}
