import { Refusal } from '#engine/errors.ts'
import { queryInvalidParameter } from '#core/records/read/errors.ts'
import { accessDenied, driftJob } from '#core/records/index.ts'
import type { Job, JobState } from '#core/jobs/index.ts'
import { mayEverything } from '../request/require_definitions.ts'
import { readShape } from '../body/read_shape.ts'
import { signed } from '../route.ts'
import type { SignedCall } from '../route.ts'

const askerOf = (call: SignedCall) => ({
  userId: call.principal.actor.userId,
  all: mayEverything(call),
})
const idOf = (call: SignedCall) => call.params.id ?? ''

/** Jobs: one's own, or everybody's for an administrator. */
export const jobs = {
  list: signed(async (call) => {
    const asked = { state: stateOf(call), limit: limitOf(call) }
    const data = await call.services.jobs.list(askerOf(call), asked)
    return { status: 200, body: { data: data.map(presentJob) } }
  }),

  show: signed(async (call) => {
    const job = await call.services.jobs.read(askerOf(call), idOf(call))
    return { status: 200, body: { data: presentJob(job) } }
  }),

  cancel: signed(async (call) => {
    const job = await call.services.jobs.cancel(askerOf(call), idOf(call))
    return { status: 200, body: { data: presentJob(job) } }
  }),

  /** `repair`: what is wrong is put right. */
  checkComputed: signed(async (call) => {
    if (!mayEverything(call)) throw new Refusal(accessDenied({ action: 'update' }))
    const { repair = false } = readShape(call.body ?? {}, {
      repair: { type: 'boolean', optional: true },
    })
    const { jobs: queue, database } = call.services
    const by = call.principal.actor.userId
    const id = await database.tx((t) =>
      queue.enqueue(t, { kind: driftJob, payload: { repair }, by })
    )
    return { status: 202, headers: { Location: `/api/v1/jobs/${id}` }, body: { data: { id } } }
  }),

  retry: signed(async (call) => {
    const job = await call.services.jobs.retry(askerOf(call), idOf(call))
    return { status: 200, body: { data: presentJob(job) } }
  }),
}

function presentJob(job: Job) {
  return {
    ...{ id: job.id, kind: job.kind, state: job.state, progress: job.progress },
    ...{ attempts: job.attempts, result: job.result, error: job.error, due_at: job.dueAt },
    ...{ created_by: job.createdBy, created_at: job.createdAt },
    ...{ started_at: job.startedAt, finished_at: job.finishedAt },
  }
}

const states: readonly string[] = ['waiting', 'running', 'done', 'failed', 'cancelled']

function stateOf({ query }: SignedCall): JobState | null {
  const { state } = query
  if (state === undefined) return null
  if (states.includes(String(state))) return state as JobState
  throw invalid('state', states.join(', '))
}

const most = 100

function limitOf({ query }: SignedCall): number {
  if (query.limit === undefined) return most
  const limit = /^\d{1,3}$/.test(String(query.limit)) ? Number(query.limit) : 0
  if (limit >= 1 && limit <= most) return limit
  throw invalid('limit', `1 - ${most}`)
}

function invalid(parameter: string, expected: string): Refusal {
  const texts = { zh: `应为：${expected}`, en: `must be one of: ${expected}` }
  return new Refusal(queryInvalidParameter({ parameter, ...texts }))
}
