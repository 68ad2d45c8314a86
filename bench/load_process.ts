/** The load as a process of its own, so that its CPU time is nobody else's. Talks by messages. */
import { closedLoop } from './load/closed_loop.ts'
import type { Prepare, Run, WorkingSet } from './load/messages.ts'

let workingSet: WorkingSet = { orders: [], customers: [] }

process.on('message', (message: Prepare | Run) => {
  if (message.kind === 'prepare') workingSet = message.workingSet
  else void closedLoop(message, workingSet).then((result) => process.send!(result))
})
process.on('disconnect', () => process.exit(0))
