import { RecordSelect } from '#runtime/fields/RecordSelect.tsx'
import type { RuntimeField, RuntimeTarget } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'

interface PersonSelectProps {
  id: string
  people: RuntimeTarget
  value: RecordLink | null
  onChange: (person: RecordLink | null) => void
}

/** Chooses one person, found by the server. */
export function PersonSelect({ id, people, value, onChange }: PersonSelectProps) {
  return (
    <RecordSelect id={id} autoFocus field={fieldOf(people)} value={value} onChange={onChange} />
  )
}

/** The field a person would be chosen in, if there were one. */
function fieldOf({ entity, title, titleField }: RuntimeTarget): RuntimeField {
  return {
    ...{ key: 'owner', entity, title, description: null, type: 'user', valueType: 'user' },
    ...{ required: true, readOnly: false, scale: 0, minLength: null, maxLength: null },
    ...{ pattern: null, minimum: null, maximum: null, minItems: null, maxItems: null },
    ...{ options: null, target: entity, targetTitleField: titleField, targets: [] },
    ...{ childFields: null, formula: null, check: null },
    ...{ defaultValue: null, defaultExpression: null },
  }
}
