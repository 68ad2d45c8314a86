import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Executor } from '#core/storage/index.ts'

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
}

/** Finds out what tables need; given by the composition root, for tables are of a later room. */
export type PlanSchema = (read: Executor, application: CompiledApplication) => Promise<Migration[]>
