import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../fixtures/', import.meta.url))

export interface Fixture {
  /** Path below schemas/fixtures. */
  path: string
  text: string
}
export interface InvalidFixture extends Fixture {
  problems: { code: string; pointer: string }[]
}

export function validFixtures(): Fixture[] {
  return read('valid/**/*.json')
}

export function invalidFixtures(stage: 'text' | 'shape' | 'link'): InvalidFixture[] {
  return read(`invalid/${stage}/*.json`)
    .filter(({ path }) => !path.endsWith('.problems.json'))
    .map((fixture) => ({ ...fixture, problems: expected(fixture.path) }))
}

/** The documents of valid/, parsed. */
export function validDocuments(): Record<string, unknown>[] {
  return validFixtures().map(({ text }) => JSON.parse(text))
}

function read(pattern: string): Fixture[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

function expected(path: string): InvalidFixture['problems'] {
  return JSON.parse(readFileSync(root + path.replace(/\.json$/, '.problems.json'), 'utf8'))
}
