/** Thread that compiles schemas to text, one message each; see compile_validators.ts. */
import { parentPort } from 'node:worker_threads'
import { validatorText } from './validators.ts'
import type { ValidatorSource } from './validators.ts'

/** Answer to one source: its text, or why there is none. */
export type ValidatorAnswer = { text: string } | { failure: string } | { ready: true }

const port = parentPort
if (!port) throw new TypeError('validator_worker.ts runs as a worker thread')
const answer = (message: ValidatorAnswer) => port.postMessage(message)

port.on('message', (source: ValidatorSource) => {
  try {
    answer({ text: validatorText(source) })
  } catch (error) {
    answer({ failure: String((error as Error).message).slice(0, 500) })
  }
})
// Loads AJV before the first deadline begins to run.
validatorText({ schema: { type: 'object' }, words: 'closed' })
answer({ ready: true })
