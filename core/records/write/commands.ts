import type { Actor } from '#engine/access/actor.ts'

/** What a request asks of one record: an intent, not yet looked at. */
export interface RecordCommand {
  readonly kind: 'create' | 'update' | 'delete' | 'restore' | 'transition' | 'assign'
  readonly actor: Actor
  /** Key of the entity, as it came in. */
  readonly entity: string
  /** Null for a new record. */
  readonly id: string | null
  /** The body, as it came in. */
  readonly values: unknown
  /** The revision the sender saw; null when it names none. */
  readonly rev: number | null
  /** Id of the transition to make. */
  readonly transition: string | null
  /** Kept in history beside the change. */
  readonly comment: string | null
  readonly idempotencyKey: string | null
  /** Digest of the whole request that this command is a part of; absent when it stands alone. */
  readonly partOf?: string
  readonly requestId: string | null
}

/** What every write may be told beside its values. */
export interface WriteOptions {
  readonly idempotencyKey?: string | undefined
  readonly requestId?: string | undefined
}

/** How history and audit name a command. */
export function commandName(command: Pick<RecordCommand, 'kind' | 'transition'>): string {
  return command.kind === 'transition' ? `transition:${command.transition}` : command.kind
}
