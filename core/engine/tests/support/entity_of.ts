import { trySample } from './compile_sample.ts'

/** An entity `library.<name>` with these fields, and further words of its definition. */
export function entityOf(name: string, properties: object, words: object = {}): object {
  const { required, ...rest } = words as { required?: string[] }
  const schema = { type: 'object', ...(required ? { required } : {}), properties }
  return { kind: 'entity', key: `library.${name}`, ...rest, schema }
}

/** What compiling these documents finds, as lines `code pointer`. */
export function findings(...documents: object[]): string[] {
  return trySample(...documents).problems.map(({ code, pointer }) => `${code} ${pointer}`)
}
