import type { DesignSet } from '../definition.ts'
import type { Edit, Editing } from './command.ts'

/** An Editing over a copy of the set; what is thrown in it leaves the set as it was. */
export interface Recording extends Editing {
  /** The net effect so far. */
  edits(): Edit[]
}

export function createRecording(start: DesignSet): Recording {
  let set = start
  const replaced = (next: Map<string, NonNullable<ReturnType<DesignSet['get']>>>) => (set = next)
  const recording: Recording = {
    get set() {
      return set
    },
    change(uid, work) {
      const definition = set.get(uid)
      if (!definition) throw new RangeError(`there is no definition ${uid}`)
      const document = work(definition)
      if (document === definition.document) return
      replaced(new Map(set).set(uid, { ...definition, document }))
    },
    define(definition) {
      replaced(new Map(set).set(definition.uid, definition))
    },
    retire(uid) {
      const next = new Map(set)
      next.delete(uid)
      replaced(next)
    },
    run: (command) => command.execute(recording),
    edits() {
      const uids = new Set([...start.keys(), ...set.keys()])
      return [...uids].flatMap((uid) => {
        const [before = null, after = null] = [start.get(uid), set.get(uid)]
        return before === after ? [] : [{ uid, before, after }]
      })
    },
  }
  return recording
}
