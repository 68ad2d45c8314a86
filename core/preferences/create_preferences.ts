import type { Actor } from '#engine/access/index.ts'
import type { SavedView } from '#engine/presentation/index.ts'
import {
  changeView,
  chooseDefault,
  createView,
  listViews,
  removeView,
} from './views/saved_views.ts'
import type { GivenView, ViewEnvironment, ViewList } from './views/saved_views.ts'

/** What people set up for themselves and for each other. */
export interface Preferences {
  views: {
    /** The own views of a list and those shared by others. */
    list(actor: Actor, entity: string): Promise<ViewList>
    create(actor: Actor, entity: string, given: GivenView): Promise<SavedView>
    change(
      actor: Actor,
      entity: string,
      change: Partial<GivenView> & { id: string; rev: number }
    ): Promise<SavedView>
    remove(actor: Actor, entity: string, id: string): Promise<void>
    /** The view the list opens with for this actor; null = as the definition says. */
    chooseDefault(actor: Actor, entity: string, id: string | null): Promise<void>
  }
}

/** Makes the preferences room of one process. */
export function createPreferences(env: ViewEnvironment): Preferences {
  return {
    views: {
      list: (actor, entity) => listViews(env, actor, entity),
      create: (actor, entity, given) => createView(env, actor, entity, given),
      change: (actor, entity, change) => changeView(env, actor, entity, change),
      remove: (actor, entity, id) => removeView(env, actor, entity, id),
      chooseDefault: (actor, entity, id) => chooseDefault(env, actor, entity, id),
    },
  }
}
