/** The law of rights: whatever is asked, by whomever, nothing comes out that is not his to see. */
import { Refusal } from '#engine/errors.ts'
import { channels } from './leak_channels.ts'
import type { Channel, Question } from './leak_channels.ts'
import { canariesIn } from './leak_oracle.ts'
import { queries } from './leak_queries.ts'
import { WireRefusal } from './leak_door.ts'
import type { Notice } from './leak_door.ts'
import { LeakWorld } from './leak_world.ts'
import type { Person } from './leak_world.ts'
import { roomDoor } from './room_door.ts'
import { wireChannels } from './wire_channels.ts'
import { wireDoor } from './wire_door.ts'

export interface LeakReport {
  done: number
  /** Answers and refusals by channel. */
  answered: Map<string, number>
  refused: Map<string, number>
  /** Messages that nobody asked for. */
  frames: number
  /** What went wrong, with the seed and number of the question. */
  found: string[]
}

interface Way {
  readonly openDoor: typeof roomDoor
  readonly channels: Readonly<Record<string, Channel>>
  /** Questions asked of one world before the next one is made. */
  readonly perWorld: number
}

/** `rooms`: what the rooms answer. `wire`: what a server answers, and what its sockets send. */
const ways: Readonly<Record<'rooms' | 'wire', Way>> = {
  rooms: { openDoor: roomDoor, channels: { ...channels, ...queries }, perWorld: 400 },
  wire: {
    ...{ openDoor: wireDoor, perWorld: 1_500 },
    channels: { ...channels, ...queries, ...wireChannels },
  },
}
const mostFound = 20

/** Asks so many random questions; stops early when enough was found. */
export async function runLeaks(options: {
  operations: number
  seed: number
  way: 'rooms' | 'wire'
  afterEach?: (done: number) => void
}): Promise<LeakReport> {
  const report: LeakReport = {
    ...{ done: 0, answered: new Map(), refused: new Map(), frames: 0, found: [] },
  }
  const way = ways[options.way]
  for (let n = 0; report.done < options.operations && report.found.length < mostFound; n++) {
    const seed = options.seed * 1_000_003 + n
    const world = await LeakWorld.open(seed, way.openDoor)
    try {
      const last = Math.min(options.operations, report.done + way.perWorld)
      while (report.done < last && report.found.length < mostFound) {
        report.done++
        await ask(world, way, report, `world ${seed}, question ${report.done}`)
        options.afterEach?.(report.done)
      }
    } finally {
      await world.door.close()
    }
  }
  return report
}

async function ask(world: LeakWorld, way: Way, report: LeakReport, place: string): Promise<void> {
  world.door.tick()
  const name = world.random.pick(Object.keys(way.channels))
  const who = world.random.pick(world.people)
  const question = way.channels[name]!(world, who)
  const { answer: given, isRefused, wrong } = await answered(question)
  const answer = world.door.heard(who.actor) ?? given
  // What somebody else sent in the course of it is his, and came back to him.
  for (const { actor } of world.people) world.door.heard(actor)
  const count = isRefused ? report.refused : report.answered
  count.set(name, (count.get(name) ?? 0) + 1)
  const before = leaksIn(world, who, question, answer)
  for (const { entity, id } of question.touches ?? []) await world.reload(entity, id)
  // What he could see before the question, or can after it, he may be told.
  const after = new Set(leaksIn(world, who, question, answer))
  const leaked = before.filter((one) => after.has(one))
  const told = [
    ...(wrong === null ? [] : [wrong]),
    ...leaked.map((one) => `leaked ${one}`),
    ...leaksInFrames(world, report),
  ]
  for (const one of told) {
    const roles = JSON.stringify(who.roles)
    report.found.push(`${place}, ${name}: ${one}; sent ${JSON.stringify(question.sent)}; ${roles}`)
  }
}

/** A message holds no value of anybody, and names no record that was never in reach. */
function leaksInFrames(world: LeakWorld, report: LeakReport): string[] {
  world.look()
  return world.people.flatMap((who) =>
    world.door.frames(who.actor).flatMap(({ event, payload }) => {
      report.frames++
      const text = JSON.stringify(payload)
      const values = canariesIn(text)
      const { entity = '', id, gone } = payload as Notice
      const age = entity === '' ? 0 : world.lastRead(who, entity, id)
      const isFar = gone ? age === Infinity : age > world.door.tellingTime
      if (values.length === 0 && !isFar) return []
      return [`${event} told ${who.userId}: ${text}, read ${Math.round(age)} ms ago`]
    })
  )
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
    if (error instanceof WireRefusal) return { answer: error.message, isRefused: true, wrong: null }
    if (!(error instanceof Refusal)) {
      const wrong = error instanceof Error ? (error.stack ?? error.message) : String(error)
      return { answer: '', isRefused: false, wrong: wrong.slice(0, 600) }
    }
    const told = error.faults.map((one) => [one, one.message('zh-CN'), one.message('en')])
    return { answer: JSON.stringify(told), isRefused: true, wrong: null }
  }
}
