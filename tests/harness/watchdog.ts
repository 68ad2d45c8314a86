/**
 * Ends a run that no longer comes forward. A test's own time limit cannot cut what never gives the thread
 * back (a series without end), so a second thread watches: it names the test that holds the run and kills it.
 */
import { Worker } from 'node:worker_threads'
import type { Emitter } from '@japa/runner/core'

/** Longer than any test may take, the limit of the browser journeys among them. */
const silenceSeconds = 420

const watching = `
const { parentPort } = require('node:worker_threads')
const { writeSync } = require('node:fs')
let last = 'before the first test'
let heard = Date.now()
parentPort.on('message', (title) => { last = title; heard = Date.now() })
setInterval(() => {
  if (Date.now() - heard < ${silenceSeconds * 1000}) return
  writeSync(2, '\\n✖ The run is stuck for ${silenceSeconds} s: ' + last + '\\n')
  process.kill(process.pid, 'SIGKILL')
}, 1000)
`

/** Watches the run whose events these are. */
export function watchRun(emitter: Emitter): void {
  const thread = new Worker(watching, { eval: true })
  thread.unref()
  let group = ''
  emitter.on('group:start', ({ title }) => {
    group = title
    thread.postMessage(`before or after a test of "${title}"`)
  })
  emitter.on('test:start', ({ title }) => thread.postMessage(`${group} / ${title.expanded}`))
  emitter.on('test:end', ({ title }) => thread.postMessage(`after ${group} / ${title.expanded}`))
}
