import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Row } from '../dialect.ts'
import { watchEnd } from './long_read.ts'
import type { LongRead } from './long_read.ts'

export interface ReadQuestion {
  readonly sql: string
  readonly bindings: readonly unknown[]
}
export interface ReadAnswer {
  readonly rows?: Row[]
  /** What the database took of the CPU. */
  readonly took?: NodeJS.CpuUsage
  readonly error?: { readonly message: string; readonly code: string | null }
}

/** A process with a read-only connection of its own, which runs one read at a time. */
export interface ReadProcess {
  /** True from its end on, whatever ended it. */
  readonly isGone: boolean
  /** A read that ends early takes the process with it. @throws what the read ends with, or its error */
  ask(question: ReadQuestion, read: LongRead): Promise<{ rows: Row[]; took: NodeJS.CpuUsage }>
  end(): void
}

const program = fileURLToPath(new URL('./read_worker.ts', import.meta.url))

/**
 * Starts one on a file. It is a process and no thread because SQLite answers in place: a thread that
 * waits for a statement cannot be ended before the statement is, a process can at any time.
 */
export function startReadProcess(file: string): ReadProcess {
  const child = fork(program, [file], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let isGone = false
  let settle: ((answer: ReadAnswer) => void) | null = null
  /** It must not hold a server that wants to end; but a question is waited for. */
  const hold = (does: 'ref' | 'unref') => {
    child[does]()
    child.channel?.[does]()
  }
  child.on('message', (answer) => settle?.(answer as ReadAnswer))
  const leave = () => {
    isGone = true
    settle?.({ error: { message: 'the process of long reads has ended', code: null } })
  }
  child.once('exit', leave).once('error', leave)
  hold('unref')
  const end = () => {
    isGone = true
    child.kill('SIGKILL')
  }
  return {
    get isGone() {
      return isGone
    },
    end,
    ask(question, read) {
      hold('ref')
      return new Promise<{ rows: Row[]; took: NodeJS.CpuUsage }>((resolve, reject) => {
        const forget = watchEnd(read, (reason) => {
          end()
          reject(reason as Error)
        })
        settle = ({ rows, took, error }) => {
          forget()
          if (error) reject(Object.assign(new Error(error.message), { code: error.code }))
          else resolve({ rows: rows!, took: took! })
        }
        if (!isGone) child.send(question)
      }).finally(() => {
        settle = null
        hold('unref')
      })
    },
  }
}
