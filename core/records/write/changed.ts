import type { RecordCommand } from './commands.ts'

/** A record was written, and the transaction is committed. Values are not told: who listens reads again. */
export interface RecordChanged {
  readonly entity: string
  readonly id: string
  readonly rev: number
  /** `recompute`: what another record's write made of it. */
  readonly kind: RecordCommand['kind'] | 'recompute'
}

type Listener = (event: RecordChanged) => void

const listeners = new Set<Listener>()

/** Hears of every record this process writes, after the commit. Returns its own disposer. */
export function onRecordChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A listener that throws must not make a committed command look as if it had failed. */
export function notifyChanged(event: RecordChanged): void {
  for (const listener of listeners) {
    try {
      listener(event)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}
