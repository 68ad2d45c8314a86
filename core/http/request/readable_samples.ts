import { accessOf, readsWholly } from '#engine/access/index.ts'
import type { ShownPlan } from '#core/definitions/index.ts'
import type { SignedCall } from '../route.ts'

/**
 * A plan without the values of records that the caller may not read: who publishes definitions need
 * not see data. How many values fit, are rounded and fail stays.
 */
export function withReadableSamples(call: SignedCall, plan: ShownPlan): ShownPlan {
  const application = call.services.registry.current()
  const access = accessOf(application, call.principal.actor)
  const migrations = plan.migrations.map((migration) => {
    const { converts } = migration
    if (!converts) return migration
    const entity = [...application.entities.values()].find(({ uid }) => uid === converts.of.entity)
    const field = entity?.byUid.get(converts.of.field)
    const isRead = entity && field && readsWholly(access, application, entity, field.key)
    return isRead ? migration : { ...migration, converts: { ...converts, samples: [] } }
  })
  return { ...plan, migrations }
}
