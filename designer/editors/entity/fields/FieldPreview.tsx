import { Suspense, lazy, useMemo } from 'react'
import { presentField } from '#engine/presentation/index.ts'
import { accessOf, systemActor } from '#engine/access/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import { keyOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { faceOf } from '#designer/fields/faces.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import type { EntityField } from '../field_commands.ts'
import { texts } from '../texts.ts'

const FieldSample = lazy(async () => ({
  default: (await import('./FieldSample.tsx')).FieldSample,
}))

/** The field as people will enter it and see it, by the application's own parts. */
export function FieldPreview({ entity, field }: { entity: DesignDefinition; field: EntityField }) {
  const application = useWorkshopState(({ checked }) => checked.application)
  const shown = useMemo((): RuntimeField | null => {
    const compiled = application?.entities.get(keyOf(entity))
    const own = compiled?.byUid.get(field.uid)
    if (!application || !compiled || !own) return null
    return presentField(own, compiled, { application, access: accessOf(application, systemActor) })
  }, [application, entity, field.uid])
  if (!shown || shown.type === 'children') return null
  return (
    <div className="gd-preview" aria-label={texts.preview}>
      <Suspense fallback={null}>
        <FieldSample key={shown.type} field={shown} sample={sampleFor(shown)} />
      </Suspense>
    </div>
  )
}

/** A code of the field itself where it has some; else the sample of its type. */
function sampleFor(field: RuntimeField): unknown {
  const first = field.options?.[0]?.value
  if (first === undefined) return faceOf(field.type).sample
  return field.type === 'select' || field.type === 'state' ? first : [first]
}
