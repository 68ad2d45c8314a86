import { textOf } from '../reading/shape.ts'
import type { CompiledField } from '../compiled.ts'
import type { CompileContext, Definition, EntityDraft } from '../context.ts'

/** Types whose values can name a record. */
const naming = new Set(['text', 'longtext', 'serial', 'integer', 'date', 'datetime', 'formula'])

/**
 * The field that names a record: what the entity says, else its first text, else its number, else
 * its first column. A child needs no name of its own, so its id will do.
 */
export function chooseTitleField(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): string {
  const said = textOf(definition.document.titleField)
  const fields = [...entity.fields.values()]
  if (said === undefined) {
    const first = (name: string) => fields.find((field) => field.type.name === name)
    return (first('text') ?? first('serial') ?? fields.find(canName))?.key ?? 'id'
  }
  const field = entity.fields.get(said)
  if (field && !canName(field)) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_TITLE_FIELD',
      pointer: '/titleField',
      message: `字段“${field.title}”是 ${field.type.name} 类型，不能用作名称字段`,
      fix: '换一个文本、编号、整数、日期或公式字段',
    })
  }
  return said
}

function canName(field: CompiledField): boolean {
  return naming.has(field.type.name)
}
