import { readDefinition } from '#engine/compile/index.ts'
import type { DesignDefinition, Members } from '#designer/document/index.ts'
import { texts } from './texts.ts'

/** A fault of an edited text, at a place of it. */
export interface TextFault {
  readonly pointer: string
  readonly message: string
  /** Line the parser stopped at, from 0; null where the pointer says the place. */
  readonly line: number | null
}

/**
 * What was typed as the JSON of a definition: the document, or why it cannot be one. Kind and uid are
 * what the definition is and cannot be typed away. Pure.
 */
export function readEdited(
  text: string,
  { kind, uid }: Pick<DesignDefinition, 'kind' | 'uid'>
): { document: Members | null; faults: TextFault[] } {
  const { document, problems } = readDefinition(text)
  if (!document || problems.length > 0) {
    const line = lineOfFault(text)
    const faults = problems.map(({ pointer, message }) => ({ pointer, message, line }))
    return { document: null, faults }
  }
  const changed = Object.entries({ kind, uid }).filter(([name, value]) => document[name] !== value)
  if (changed.length === 0) return { document, faults: [] }
  return {
    document: null,
    faults: changed.map(([name, value]) => {
      return { pointer: `/${name}`, message: texts.fixedValue(name, value), line: null }
    }),
  }
}

/** Browsers say where JSON ends in different words: `line 3 column 5`, `position 41`. */
function lineOfFault(text: string): number | null {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    const message = String(error)
    const line = /line (\d+)/.exec(message)?.[1]
    if (line) return Number(line) - 1
    const position = /position (\d+)/.exec(message)?.[1]
    return position ? text.slice(0, Number(position)).split('\n').length - 1 : null
  }
}
