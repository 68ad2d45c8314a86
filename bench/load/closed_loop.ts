import http from 'node:http'
import type { LoadResult, Run, WorkingSet } from './messages.ts'
import { requestSource } from './operations.ts'
import type { Answer, Request } from './operations.ts'

/** An answer that takes longer counts as wrong. */
const patience = 30_000
/** Wrong answers told in full. */
const told = 3

/**
 * Keeps `connections` requests under way for some seconds, each connection sending its next request
 * when its last one is answered, and judges every answer. Requests under way at the end are awaited.
 */
export async function closedLoop(run: Run, workingSet: WorkingSet): Promise<LoadResult> {
  const { target, connections } = run
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const next = requestSource(run.operation, target.style, workingSet)
  const times: number[] = []
  const samples: string[] = []
  let wrong = 0
  const started = performance.now()
  const end = started + run.seconds * 1000
  const loop = async (lane: number) => {
    while (performance.now() < end) {
      const sent = performance.now()
      const fault = await send(agent, run, next(lane, connections))
      times.push(performance.now() - sent)
      if (fault === null) continue
      wrong++
      if (samples.length < told) samples.push(fault)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, lane) => loop(lane)))
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (part: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0
  const percentiles = { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
  return { answered: times.length, seconds, ...percentiles, wrong, samples }
}

/** Sends one request; what is wrong with its answer, or null. */
function send(agent: http.Agent, { target }: Run, request: Request): Promise<string | null> {
  const { method, path, body } = request
  const headers = {
    Authorization: `Bearer ${target.token}`,
    ...(body === undefined
      ? {}
      : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
    ...request.headers,
  }
  return new Promise((resolve) => {
    const options = { agent, method, headers, timeout: patience }
    const sent = http.request(target.url + path, options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', (error) => resolve(`${method} ${path}: ${error.message}`))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        const fault = judge(request, response.statusCode ?? 0, text)
        const heard = `${method} ${path}: ${fault}: ${response.statusCode} ${text.slice(0, 300)}`
        resolve(fault === null ? null : heard)
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')))
    sent.on('error', (error) => resolve(`${method} ${path}: ${error.message}`))
    sent.end(body)
  })
}

function judge(request: Request, status: number, text: string): string | null {
  try {
    return request.fault(status, JSON.parse(text) as Answer)
  } catch {
    return 'not JSON'
  }
}
