import type { Transaction } from '#core/storage/index.ts'

/** A value that JSON keeps as it is. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [k: string]: Json }

/** `failed` is the dead letter: it is not tried again unless somebody asks. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as whoever asked for it sees it. */
export interface Job {
  readonly id: string
  readonly kind: string
  readonly state: JobState
  /** How far it is; `total` is null while nobody knows. */
  readonly progress: { readonly done: number; readonly total: number | null }
  readonly attempts: number
  readonly result: Json
  /** Why the last attempt failed. */
  readonly error: string | null
  readonly dueAt: string
  readonly createdBy: string
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

/** What is asked for. */
export interface NewJob {
  kind: string
  payload?: Json
  /**
   * At most one unfinished job has this key: asked for again, that one runs once more after what it
   * is doing. The payload of the first stands.
   */
  key?: string
  /** Id of the user who may look at it and end it; `system` for the engine. */
  by: string
  /** Not before; now when absent. */
  dueAt?: Date
  /** Lower goes first; 100 when absent. */
  priority?: number
  total?: number
  /** Attempts without any progress before it is a dead letter; 8 when absent. */
  mostAttempts?: number
}

/** What one batch did. */
export interface StepOutcome {
  /** Where the next batch, or the next process after a crash, goes on. */
  place?: Json
  /** How much was done in all. */
  done?: number
  total?: number
}

/** A job while a handler works on it. */
export interface RunningJob {
  readonly id: string
  readonly kind: string
  readonly payload: Json
  readonly createdBy: string
  /** 1 at first; counts attempts since the last progress. */
  readonly attempt: number
  /** What the last batch that was committed left, by whichever process; null at first. */
  readonly place: Json
  readonly done: number
  /** Aborted when the job was cancelled, its lease was lost or the process stops. */
  readonly signal: AbortSignal
  /**
   * Does one batch in a transaction that also keeps `place` and progress: after a crash a batch was
   * done and counted, or neither. `size` is how many rows to take: it follows the time the batches
   * before took. Between two batches other work of the process has its turn.
   *
   * @throws JobInterrupted (leave it alone) when the job is no longer this worker's
   */
  step(work: (t: Transaction, size: number) => Promise<StepOutcome>): Promise<StepOutcome>
}

/** Who carries out jobs of one kind. */
export interface JobHandler {
  /** Does the job from `place` on. May run more than once: effects outside of `step` must bear that. */
  run(job: RunningJob): Promise<Json | void>
  /** False: nobody may end it, for what it repairs would stay wrong. */
  isCancellable?: boolean
}

/** A job that comes back by the clock. */
export interface RepeatingJob {
  /** Names it in the queue; one waits at any time. */
  name: string
  kind: string
  payload?: Json
  /** `minute hour day month weekday`, as cron takes it, on the wall clock of `zone`. */
  cron: string
  zone: string
}

/** The worker's sign to stop: the job was cancelled, somebody else has it, or the process ends. */
export class JobInterrupted extends Error {
  readonly reason: 'lost' | 'stopping'
  constructor(reason: 'lost' | 'stopping') {
    super(`the job is interrupted: ${reason}`)
    this.name = 'JobInterrupted'
    this.reason = reason
  }
}

/** Thrown by a handler for what no further attempt can mend: the job is a dead letter at once. */
export class JobHopeless extends Error {
  override readonly name = 'JobHopeless'
}
