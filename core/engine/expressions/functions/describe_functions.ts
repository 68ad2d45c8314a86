import { functionFamilies } from './registry.ts'
import type { FunctionEntry, Parameter } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

type Kind = ValueType['kind']

export interface DescribedParameter {
  readonly title: string
  /** Kinds of values it takes; `any` takes all. */
  readonly kinds: readonly Kind[]
  /** It takes a list as a whole; other parameters compute row by row. */
  readonly takesList: boolean
  readonly isOptional: boolean
  /** It may be written any number of times, together with its neighbours that repeat. */
  readonly isRepeated: boolean
}

/** One function as a palette or a manual shows it. */
export interface FunctionDescription {
  readonly name: string
  readonly title: string
  readonly aliases: readonly string[]
  readonly family: string
  /** What it gives, in one line of Chinese. */
  readonly about: string
  readonly parameters: readonly DescribedParameter[]
  /** Kind of the result; `any` where it is that of the arguments. */
  readonly result: Kind
  /** How it is written: `ROUND(数值, [位数])`. */
  readonly usage: string
}

/** Every function of the language with its names, parameters and result, by family; pure. */
export function describeFunctions(): readonly FunctionDescription[] {
  return functionFamilies.flatMap(({ title: family, functions }) =>
    functions.map((entry) => ({
      ...{ family, name: entry.name, title: entry.title, about: entry.about },
      aliases: entry.aliases ?? [],
      parameters: parametersOf(entry),
      result: resultOf(entry),
      usage: usageOf(entry),
    }))
  )
}

/** How a function is written: SWITCH(值, 可能的值, 结果, …, [其他情况的结果]). */
export function usageOf({ name, signature }: FunctionEntry): string {
  const { parameters, repeated, otherwise } = signature
  const places = parameters.map(({ title, isOptional }) => (isOptional ? `[${title}]` : title))
  if (repeated) places.push(...repeated.map(({ title }) => title), '…')
  if (otherwise) places.push(`[${otherwise.title}]`)
  return `${name}(${places.join(', ')})`
}

function parametersOf({ signature }: FunctionEntry): DescribedParameter[] {
  const { parameters, repeated = [], otherwise } = signature
  return [
    ...parameters.map((parameter) => described(parameter, false)),
    ...repeated.map((parameter) => described(parameter, true)),
    ...(otherwise ? [described({ ...otherwise, isOptional: true }, false)] : []),
  ]
}

function described(parameter: Parameter, isRepeated: boolean): DescribedParameter {
  const { title, kinds, takesRows, isOptional = false } = parameter
  return { title, kinds, takesList: takesRows === 'all', isOptional, isRepeated }
}

/** Asked with arguments of an unknown type, as many as must be given. */
function resultOf(entry: FunctionEntry): Kind {
  const { parameters, repeated = [] } = entry.signature
  const needed = parameters.filter(({ isOptional }) => !isOptional).length + repeated.length
  const types = Array.from({ length: needed }, (): ValueType => ({ kind: 'any' }))
  return entry.result(types)?.kind ?? 'any'
}
