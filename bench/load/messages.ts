/** What the benchmark and its load process tell each other. */

export type Operation = 'list' | 'list_count' | 'list_1000' | 'get' | 'create' | 'patch'
export type Style = 'platform' | 'handwritten'

/** A server under load. */
export interface Target {
  style: Style
  url: string
  token: string
}

/** Records the load works on: all visible to the user of the token. */
export interface WorkingSet {
  orders: { id: string; rev: number }[]
  customers: string[]
}

/** Sent once, before the first run. */
export interface Prepare {
  kind: 'prepare'
  workingSet: WorkingSet
}

/** Sent for each run; answered by `LoadResult`. */
export interface Run {
  kind: 'run'
  target: Target
  operation: Operation
  connections: number
  seconds: number
}

/** One run of a closed loop. Times in milliseconds. */
export interface LoadResult {
  answered: number
  seconds: number
  p50: number
  p95: number
  p99: number
  /** Answers that were wrong in status or shape, the first few of them. */
  wrong: number
  samples: string[]
}
