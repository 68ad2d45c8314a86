import { isMembers, locate, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet } from '#designer/document/index.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'
import { namedTitle } from './named_title.ts'

/** The way to an element, outermost first, leaving out what only holds others. */
export function trailOf(
  definition: DesignDefinition,
  path: readonly string[],
  set: DesignSet
): { path: readonly string[]; title: string }[] {
  const steps = path.flatMap((_, index) => {
    const part = path.slice(0, index + 1)
    const element = locate(definition, part)
    const isNamed = element !== null && (isMembers(element.value) || index === path.length - 1)
    const isShell = element?.schema.additionalProperties !== false && index < path.length - 1
    return isNamed && !isShell && element.key !== 'schema'
      ? [{ path: part, title: namedTitle(element, { definition, set }) }]
      : []
  })
  return [{ path: [], title: `${kindTitle(definition.kind)} ${titleOf(definition)}` }, ...steps]
}
