import type { Value } from '#engine/values.ts'
import type { Actor } from './actor.ts'

/** Values of the `$` names for one actor at one instant; an unknown name is an empty list. */
export function actorValues(actor: Actor, now: Date): (name: string) => Value | readonly Value[] {
  return (name) => {
    switch (name) {
      case 'me':
        return actor.userId
      case 'my_department':
        return actor.departmentId
      case 'my_department_tree':
        return actor.departmentTree
      case 'my_organization':
        return actor.organizationId
      case 'now':
        return now.toISOString()
      case 'today':
        return dateIn(actor.zone, now)
      // No filter can name it: periods ask in which zone their days begin.
      case 'zone':
        return actor.zone
      default:
        return Object.hasOwn(actor.attributes, name) ? (actor.attributes[name] ?? []) : []
    }
  }
}

const calendars = new Map<string, Intl.DateTimeFormat>()
/** Offsets of zones change at quarters of an hour, so a date holds until the next one. */
const quarter = 15 * 60_000
const lastDates = new Map<string, { quarter: number; date: string }>()

/** The calendar date of an instant in a zone, YYYY-MM-DD. */
export function dateIn(zone: string, now: Date): string {
  const at = Math.floor(now.getTime() / quarter)
  const last = lastDates.get(zone)
  if (last?.quarter === at) return last.date
  let calendar = calendars.get(zone)
  if (!calendar) {
    // sv-SE writes dates in the ISO order.
    calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    calendars.set(zone, calendar)
  }
  const date = calendar.format(now)
  lastDates.set(zone, { quarter: at, date })
  return date
}
