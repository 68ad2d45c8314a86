/** The law of rights: whatever is asked, by whomever, nothing comes out that is not his to see. */
import { Refusal } from '#engine/errors.ts'
import { channels } from './leak_channels.ts'
import type { Channel, Question } from './leak_channels.ts'
import { canariesIn } from './leak_oracle.ts'
import { queries } from './leak_queries.ts'
import { LeakWorld } from './leak_world.ts'
import type { Person } from './leak_world.ts'

export interface LeakReport {
  done: number
  /** Answers and refusals by channel. */
  answered: Map<string, number>
  refused: Map<string, number>
  /** What went wrong, with the seed and number of the question. */
  found: string[]
}

const all: Readonly<Record<string, Channel>> = { ...channels, ...queries }
/** Questions asked of one world before the next one is made. */
const perWorld = 400
const mostFound = 20

/** Asks so many random questions; stops early when enough was found. */
export async function runLeaks(options: {
  operations: number
  seed: number
  afterEach?: (done: number) => void
}): Promise<LeakReport> {
  const report: LeakReport = { done: 0, answered: new Map(), refused: new Map(), found: [] }
  for (let n = 0; report.done < options.operations && report.found.length < mostFound; n++) {
    const seed = options.seed * 1_000_003 + n
    const world = await LeakWorld.open(seed)
    try {
      const last = Math.min(options.operations, report.done + perWorld)
      while (report.done < last && report.found.length < mostFound) {
        report.done++
        await ask(world, report, `world ${seed}, question ${report.done}`)
        options.afterEach?.(report.done)
      }
    } finally {
      await world.sample.drop()
    }
  }
  return report
}

async function ask(world: LeakWorld, report: LeakReport, place: string): Promise<void> {
  world.tick()
  const name = world.random.pick(Object.keys(all))
  const who = world.random.pick(world.people)
  const question = all[name]!(world, who)
  const { answer, isRefused, wrong } = await answered(question)
  const count = isRefused ? report.refused : report.answered
  count.set(name, (count.get(name) ?? 0) + 1)
  const before = leaksIn(world, who, question, answer)
  for (const { entity, id } of question.touches ?? []) await world.reload(entity, id)
  // What he could see before the question, or can after it, he may be told.
  const after = new Set(leaksIn(world, who, question, answer))
  const leaked = before.filter((one) => after.has(one))
  const told = [...(wrong === null ? [] : [wrong]), ...leaked.map((one) => `leaked ${one}`)]
  for (const one of told) {
    const roles = JSON.stringify(who.roles)
    report.found.push(`${place}, ${name}: ${one}; sent ${JSON.stringify(question.sent)}; ${roles}`)
  }
}

function leaksIn(world: LeakWorld, who: Person, { sent }: Question, answer: string): string[] {
  const said = JSON.stringify(sent ?? null)
  const canaries = world.oracle.leaks(who, answer, new Set(canariesIn(said)))
  return [...canaries, ...world.oracle.unknownNames(who, answer, said)]
}

/** An answer or a refusal as text; what is neither is wrong. */
async function answered(question: Question) {
  try {
    const answer = JSON.stringify((await question.answer()) ?? null)
    return { answer, isRefused: false, wrong: null }
  } catch (error) {
    if (!(error instanceof Refusal)) {
      const wrong = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return { answer: '', isRefused: false, wrong: wrong.slice(0, 600) }
    }
    const told = error.faults.map((one) => [one, one.message('zh-CN'), one.message('en')])
    return { answer: JSON.stringify(told), isRefused: true, wrong: null }
  }
}
