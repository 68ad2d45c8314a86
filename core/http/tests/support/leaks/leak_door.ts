import type { Actor } from '#engine/access/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Random } from './random.ts'

/** The stories that questions are asked of. */
export type LeakRecords = Pick<
  Records,
  | 'list'
  | 'get'
  | 'asOf'
  | 'derive'
  | 'aggregate'
  | 'history'
  | 'create'
  | 'patch'
  | 'bulk'
  | 'remove'
  | 'removal'
  | 'restore'
  | 'explain'
  | 'reveal'
  | 'reveals'
>

/** A notice of a change, as far as a question looks at it. */
export interface Notice {
  readonly entity?: string
  readonly id: string
  readonly gone?: boolean | undefined
}

/** By which way questions come in: the rooms themselves, or a server with sessions and sockets. */
export interface LeakDoor {
  /** Who asks, in the order of the roles they were given. */
  readonly actors: readonly Actor[]
  readonly records: LeakRecords
  /** Menus, forms, lists and the description of the API, as somebody sees them. */
  definitions(actor: Actor): Promise<unknown>
  /** Saves a view that others see too. */
  shareView(author: Actor, entity: string, config: object): Promise<unknown>
  views(actor: Actor, entity: string): Promise<unknown>
  /** So long after a change it may still be told, in milliseconds. */
  readonly tellingTime: number
  /** What somebody is told of the changes there were. */
  notices(actor: Actor, entity: string, filter: object | undefined): Promise<Notice[]>
  /** A moment later: every question has an instant of its own. */
  tick(): void
  /** An instant between the beginning and now. */
  earlier(random: Random): string
  /** All that came over the wire for somebody since it was last asked for; null where there is none. */
  heard(actor: Actor): string | null
  /** The same of messages that nobody asked for. */
  frames(actor: Actor): Frame[]
  close(): Promise<void>
}

export interface Frame {
  readonly event: string
  readonly payload: unknown
}

/** What a door opens to: an application, and who has which roles in it. */
export interface Behind {
  readonly documents: readonly object[]
  readonly rolesOf: readonly (readonly string[])[]
}

export type OpenDoor = (behind: Behind) => Promise<LeakDoor>

/** A refusal as it came over the wire. */
export class WireRefusal extends Error {}

/** Whose questions are asked by somebody who may everything, in the name of the actor. */
export const god = 'leak.god'
