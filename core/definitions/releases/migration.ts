import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Problem } from '#engine/problems.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import type { FieldFill, FillPlan } from './fills.ts'
import type { FieldMove } from './physical_names.ts'

/** One statement on tables that a release needs. */
export interface Migration {
  /** SQL as it will be sent. */
  statement: string
  /** What it is for, in words. */
  about: string
  /** Rows of the table it works on. */
  rows: number
  /** Who waits meanwhile: nobody, writers of the table, everybody. */
  lock: 'none' | 'write' | 'all'
  /** Seconds it will take about, by the rows. */
  seconds: number
  /** Done by a job behind the release, which is in force meanwhile. */
  behind?: true
  /** Where values are converted: what becomes of them, found out on the rows that are there. */
  converts?: Conversion
}

export interface Conversion {
  /** Uids of the entity and the field. */
  of: { entity: string; field: string }
  ok: number
  /** Kept as the nearest value that fits. */
  rounded: number
  /** Put into quarantine, the field blank until somebody looks at them. */
  failing: number
  samples: ConversionSample[]
}

/** A value that does not come out the same; `result` is absent where it fails, and `reason` tells why. */
export interface ConversionSample {
  id: string
  value: unknown
  result?: unknown
  reason?: { 'zh-CN': string; 'en': string }
}

/**
 * Values up to this number are converted and filled in within the request that publishes, more by a
 * job: 5,000 at once kept writers of the table waiting for 0.4 s on PostgreSQL.
 */
export const mostRowsAtOnce = 2_000
/** The same at a start, when nobody waits. */
export const mostRowsAtStart = 10_000

/** What tables need for a release. */
export interface SchemaPlan {
  migrations: Migration[]
  /** What rows that are there stand against. */
  problems: Problem[]
  /** Rows whose values are converted, filled in or taken out. */
  movingRows: number
}

/**
 * Finds out what tables need; given by the composition root, for tables are of a later room.
 *
 * @param counts whether values are converted to count what becomes of them: it takes its time
 */
export type PlanSchema = (
  read: Executor,
  application: CompiledApplication,
  asked: {
    moves: readonly FieldMove[]
    fills: FillPlan
    /** On the way back, the release gone back to. */
    backTo: string | null
    counts: boolean
  }
) => Promise<SchemaPlan>

/** What bringing tables up to a release does with the values that are there. */
export interface SchemaWork {
  readonly moves: readonly FieldMove[]
  readonly fills: readonly FieldFill[]
  /** On the way back, the release gone back to: what later ones filled in is taken out again. */
  readonly backTo: string | null
  /** Id of the release. */
  readonly release: string
}

/**
 * Brings the tables of entities up to an application; given by the composition root. What it answers
 * is of no use here.
 */
export type ApplySchema = (
  t: Transaction,
  application: CompiledApplication,
  work?: SchemaWork
) => Promise<unknown>

/** Moves of many values, piece by piece; given by the composition root. */
export interface MoveTables {
  /** Adds the columns that are to be filled. */
  expand(
    t: Transaction,
    application: CompiledApplication,
    fields: readonly Pick<FieldFill, 'entity' | 'field'>[]
  ): Promise<void>
  /** Converts the values of the next rows in the order of their ids. */
  batch(t: Transaction, move: FieldMove, of: MoveBatch): Promise<MovedBatch>
  /** Fills in the values of the next rows in the order of their ids. */
  fill(
    t: Transaction,
    fill: FieldFill,
    of: Pick<MoveBatch, 'release' | 'after' | 'size'>
  ): Promise<MovedBatch>
  /** Where the history of records ends by now. */
  written(read: Executor): Promise<number>
  /** Fills in the values of records that were written behind a place in the history. */
  fillWritten(
    t: Transaction,
    fill: FieldFill,
    of: { readonly release: string; readonly since: number }
  ): Promise<void>
  /** Takes out the next values that were filled in. */
  undo(t: Transaction, way: WayBack & { readonly size: number }): Promise<MovedBatch>
  /** Has what is computed from fields that were written computed anew, by a job. */
  compute(
    t: Transaction,
    application: CompiledApplication,
    written: ReadonlySet<string>
  ): Promise<void>
}

/** The way back: what releases behind `backTo` and before `release` filled in. */
export interface WayBack {
  /** Where the fields are found, and the codes that they may have. */
  readonly application: CompiledApplication
  readonly backTo: string
  readonly release: string
  /** Every value goes back, whatever codes there are. */
  readonly isWhole?: boolean
}

export interface MoveBatch {
  readonly application: CompiledApplication
  readonly release: string
  /** Id after which to go on; null from the first. */
  readonly after: string | null
  readonly size: number
  /** Only rows whose new column is blank though the old one is not, and that are not in quarantine. */
  readonly missing: boolean
}

export interface MovedBatch {
  /** Where it ended; null when there is nothing more. */
  readonly last: string | null
  /** Rows it went through, or filled. */
  readonly rows: number
  /** Fields it wrote while their release is in force: `<uid of entity> <uid of field>`. */
  readonly written?: ReadonlySet<string>
}
