import { Worker } from 'node:worker_threads'
import type { ValidatorSource } from './validators.ts'
import type { ValidatorAnswer } from './validator_worker.ts'

/** What became of one source, in the order they were given. */
export type CompiledText = { text: string } | { failure: 'too slow' | 'too big' | string }

/** Milliseconds of the thread's own time for one schema, and its memory. */
export interface CompileLimits {
  deadline?: number
  megabytes?: number
}

/** Memory of the thread, and its time for one schema. */
const memoryMegabytes = 256
const deadlineMilliseconds = 2_000
const loadingMilliseconds = 30_000
/** On a busy machine a thread waits for its turn: so many times the deadline may go by on the clock. */
const longestWait = 15
/** Milliseconds until a thread that has not worked for its deadline is looked at again, at least. */
const shortestLook = 20

/**
 * Compiles schemas to validator text in a worker thread, so that neither a slow nor a huge one can
 * hold up this process. A source that takes longer than the deadline, or more memory than the
 * thread has, is a failure of its own; the others go on in a new thread.
 */
export async function compileValidators(
  sources: readonly ValidatorSource[],
  limits: CompileLimits = {}
): Promise<CompiledText[]> {
  const deadline = limits.deadline ?? deadlineMilliseconds
  const results: CompiledText[] = []
  let thread: CompilerThread | null = null
  try {
    for (const source of sources) {
      thread ??= await CompilerThread.start(limits.megabytes ?? memoryMegabytes)
      const result = await thread.compile(source, deadline)
      results.push(result)
      if (!thread.isAlive) thread = null
    }
  } finally {
    await thread?.stop()
  }
  return results
}

/** One thread, one question at a time. */
class CompilerThread {
  readonly #worker: Worker
  #settle: ((answer: ValidatorAnswer | { failure: string }) => void) | null = null
  isAlive = true

  private constructor(megabytes: number) {
    this.#worker = new Worker(new URL('./validator_worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      env: {},
      // What goes wrong in it is answered, not printed: a generated function can be megabytes.
      stderr: true,
      stdout: true,
    })
    this.#worker.on('message', (answer: ValidatorAnswer) => this.#settle?.(answer))
    this.#worker.on('error', (error: Error & { code?: string }) =>
      this.#die(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too big' : error.message.slice(0, 500))
    )
    this.#worker.on('exit', () => this.#die('the thread ended'))
  }

  static async start(megabytes: number): Promise<CompilerThread> {
    const thread = new CompilerThread(megabytes)
    const answer = await thread.#answerWithin(loadingMilliseconds, 1)
    if ('failure' in answer)
      throw new Error(`the validator compiler does not start: ${answer.failure}`)
    return thread
  }

  async compile(source: ValidatorSource, deadline: number): Promise<CompiledText> {
    const answered = this.#answerWithin(deadline, longestWait)
    try {
      this.#worker.postMessage(source)
    } catch (error) {
      this.#settle?.({ failure: (error as Error).message.slice(0, 500) })
    }
    const answer = await answered
    if ('ready' in answer) throw new TypeError('the validator compiler answered out of turn')
    return answer
  }

  async stop(): Promise<void> {
    this.isAlive = false
    await this.#worker.terminate()
  }

  /** The answer, unless the thread works longer than that, or the clock goes on so many times as long. */
  #answerWithin(
    milliseconds: number,
    times: number
  ): Promise<ValidatorAnswer | { failure: string }> {
    return new Promise((resolve) => {
      const [started, since] = [this.#worked(), performance.now()]
      const look = async () => {
        const left = milliseconds - ((await this.#worked()) - (await started))
        const isOver = left <= 0 || performance.now() - since >= milliseconds * times
        if (!isOver && this.#settle === settle)
          timer = setTimeout(look, Math.max(left, shortestLook))
        else if (this.#settle === settle) {
          this.#die('too slow')
          void this.#worker.terminate()
        }
      }
      let timer = setTimeout(look, milliseconds)
      const settle = (answer: ValidatorAnswer | { failure: string }) => {
        clearTimeout(timer)
        this.#settle = null
        resolve(answer)
      }
      this.#settle = settle
    })
  }

  /** CPU time of the thread so far, milliseconds; 0 before it has begun, or when it has ended. */
  async #worked(): Promise<number> {
    const { user, system } = await this.#worker.cpuUsage().catch(() => ({ user: 0, system: 0 }))
    return (user + system) / 1_000
  }

  #die(failure: string): void {
    this.isAlive = false
    this.#settle?.({ failure })
  }
}
