import { fork } from 'node:child_process'
import { join } from 'node:path'
import { repositoryFolder } from '#core/start/env.ts'
import type { LoadResult, Run, WorkingSet } from '../load/messages.ts'

/** The load process, from this side. */
export interface LoadGenerator {
  run(run: Omit<Run, 'kind'>): Promise<LoadResult>
  stop(): void
}

/** Starts the load process with the records it works on; it keeps their revisions from run to run. */
export function startLoad(workingSet: WorkingSet): LoadGenerator {
  const child = fork(join(repositoryFolder, 'bench', 'load_process.ts'))
  child.send({ kind: 'prepare', workingSet })
  return {
    run: (run) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error('the load process ended'))
        child.once('exit', ended)
        child.once('message', (result) => {
          child.off('exit', ended)
          resolve(result as LoadResult)
        })
        child.send({ ...run, kind: 'run' })
      }),
    stop: () => child.disconnect(),
  }
}
