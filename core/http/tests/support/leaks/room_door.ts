import { accessOf } from '#engine/access/index.ts'
import { presentForm, presentMenu, presentView } from '#engine/presentation/index.ts'
import { createPreferences } from '#core/preferences/index.ts'
import { createRecords } from '#core/records/index.ts'
import { actorWith, openRecords } from '../../../../records/tests/support/open_records.ts'
import { openApi } from '../../../openapi/open_api.ts'
import { allRoutes } from '../../../routes.ts'
import { fieldsOf } from './leak_definitions.ts'
import type { OpenDoor } from './leak_door.ts'

const entities = Object.keys(fieldsOf)

/** Straight into the rooms: thousands of questions a second, on a clock of their own. */
export const roomDoor: OpenDoor = async ({ documents, rolesOf }) => {
  const sample = await openRecords(...documents)
  const { application, environment } = sample
  const records = createRecords(environment)
  const { views } = createPreferences({ ...environment, records })
  let seconds = 0
  return {
    actors: rolesOf.map((roles) => actorWith(roles)),
    records,
    tellingTime: 0,
    async definitions(actor) {
      const access = accessOf(application, actor)
      // As the controller: an entity one may neither read nor add to is not there.
      const open = entities.filter((key) => {
        const entity = application.entities.get(key)!
        return access.may(entity, 'read') || access.may(entity, 'create')
      })
      const perEntity = open.map((key) => [
        presentForm(application, access, key),
        presentView(application, access, key),
      ])
      const api = openApi({ application, access, routes: allRoutes({ test: false }), version: '1' })
      return [perEntity, presentMenu(application, access), api]
    },
    shareView: (author, entity, config) =>
      views.create(author, entity, { title: 'v', shared: true, config }),
    views: (actor, entity) => views.list(actor, entity),
    async notices(actor, entity, filter) {
      const rule = records.watch.rule(actor, entity, filter)
      return (await records.watch.missed(rule, 0)) ?? []
    },
    tick() {
      seconds++
      sample.at(instant(seconds))
    },
    earlier: (random) => instant(random.below(seconds + 1)),
    heard: () => null,
    frames: () => [],
    close: () => sample.drop(),
  }
}

function instant(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 22, 2, 0, seconds)).toISOString()
}
