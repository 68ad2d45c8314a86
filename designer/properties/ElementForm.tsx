import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { isMembers, locate } from '#designer/document/index.ts'
import { hiddenProperties } from '#designer/editors/editor.ts'
import { inputFor } from '#designer/inputs/input_for.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { ItemList } from './ItemList.tsx'
import { ObjectRow } from './ObjectRow.tsx'
import { PropertyRow } from './PropertyRow.tsx'

interface ElementFormProps {
  at: ElementAddress
  definition: DesignDefinition
}

/** Every property an element may have, in the order of its meta-schema. */
export function ElementForm({ at, definition }: ElementFormProps) {
  const set = useWorkshopState((state) => state.set)
  const element = locate(definition, at.path)
  if (!element) return null
  const hidden = hiddenProperties(definition, element, set)
  return (
    <div className="gd-form">
      {propertiesOf(definition, element, hidden).map((property) => (
        <Property key={property.key} {...{ property, definition, uid: at.uid }} />
      ))}
    </div>
  )
}

interface PropertyProps {
  property: Located
  definition: DesignDefinition
  uid: string
}

function Property({ property, definition, uid }: PropertyProps) {
  const at = { uid, path: property.path }
  const { schema } = property
  const Input = inputFor(property)
  if (Input) return <PropertyRow {...{ at, definition, Input }} element={property} />
  const isPlain = schema.type === 'object' && schema.properties !== undefined
  if (isPlain && !isMap(property)) {
    return (
      <ObjectRow {...{ at, definition }} element={property}>
        <ElementForm at={at} definition={definition} />
      </ObjectRow>
    )
  }
  return <ItemList {...{ at, definition }} element={property} />
}

function isMap({ schema }: Located): boolean {
  return isMembers(schema.additionalProperties)
}

/** Not shown: identities, what cannot be otherwise, and what has a row of its own above. */
function propertiesOf(
  definition: DesignDefinition,
  element: Located,
  hidden: readonly string[]
): Located[] {
  const { properties = {} } = element.schema
  const identity = identityOf(element)
  const isField = Object.hasOwn(properties, 'x-uid')
  return Object.keys(properties).flatMap((key) => {
    if (
      key === identity ||
      hidden.includes(key) ||
      (isField && (key === 'type' || key === 'x-type'))
    )
      return []
    if (element.path.length === 0 && ['kind', 'key', 'schemaVersion'].includes(key)) return []
    const property = locate(definition, [...element.path, key])
    if (!property || property.schema['x-unique'] || Object.hasOwn(property.schema, 'const'))
      return []
    return [property]
  })
}

/** Property by which an element is told from its siblings, where that is a code and not a uid. */
export function identityOf({ holder }: Located): string | null {
  const identity = holder?.type === 'array' ? holder['x-identity'] : undefined
  return typeof identity === 'string' && identity !== 'uid' && identity !== 'path' ? identity : null
}
