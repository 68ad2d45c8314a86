import type { Row } from '../dialect.ts'
import { turns } from './turns.ts'
import { startReadProcess } from './read_process.ts'
import type { ReadProcess, ReadQuestion } from './read_process.ts'
import type { LongRead } from './long_read.ts'

/** Reads at once, each in its process: those that scan never keep the others waiting. */
const most = 2
/** A process without work ends after so long, milliseconds. */
const idleMillis = 30_000

/** The processes that run long reads of one SQLite file, started when there is work. */
export interface ReadProcesses {
  /** @throws what the read ends with, or the error of the statement */
  ask(question: ReadQuestion, read: LongRead): Promise<{ rows: Row[]; took: NodeJS.CpuUsage }>
  /** Ends all of them; reads that run fail. */
  stop(): void
}

/** None is started before the first question. */
export function readProcesses(file: string): ReadProcesses {
  const scanning = turns(most)
  const others = turns(most)
  const running = new Set<ReadProcess>()
  const idle: { process: ReadProcess; timer: NodeJS.Timeout }[] = []

  /** The one that worked last: the others come to their end. */
  const take = (): ReadProcess => {
    for (let one = idle.pop(); one; one = idle.pop()) {
      clearTimeout(one.timer)
      if (!one.process.isGone) return one.process
      running.delete(one.process)
    }
    const started = startReadProcess(file)
    running.add(started)
    return started
  }
  const give = (process: ReadProcess) => {
    if (process.isGone) return void running.delete(process)
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((one) => one.process === process),
        1
      )
      running.delete(process)
      process.end()
    }, idleMillis).unref()
    idle.push({ process, timer })
  }
  return {
    async ask(question, read) {
      const leave = await (read.scans > 0 ? scanning : others).take(read)
      const process = take()
      try {
        return await process.ask(question, read)
      } finally {
        give(process)
        leave()
      }
    },
    stop() {
      for (const process of running) process.end()
      for (const { timer } of idle.splice(0)) clearTimeout(timer)
      running.clear()
    },
  }
}
