/**
 * Renaming every thing of every definition that there is, one by one: when one reference were missed,
 * the renamed set would not compile.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from '@japa/runner'
import { canonicalText, compileApplication, defaultNames } from '#engine/compile/index.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'
import { formatProblem } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import { renameIn, usesIn } from '#engine/references/index.ts'
import type { Renaming, SetMember, Use } from '#engine/references/index.ts'
import { checkShape } from '#schemas/tests/support/check_shape.ts'
import { validDocuments } from '#schemas/tests/support/fixture_files.ts'
import { sha256 } from '../support/compile_sample.ts'

const shipped = fileURLToPath(new URL('../../../../schemas/modules', import.meta.url))
const membersOf = (documents: readonly Record<string, unknown>[]): SetMember[] =>
  documents.map((document) => ({
    ...{ kind: String(document.kind), key: String(document.key) },
    document,
  }))
const product = membersOf(
  readdirSync(shipped, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .filter((entry) => !entry.parentPath.endsWith('/samples'))
    .map((entry) => JSON.parse(readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')))
)
const fixtures = membersOf(validDocuments())

function compile(documents: readonly unknown[]): {
  application: CompiledApplication | null
  errors: string[]
  /** Translations of what is not there. */
  lost: string[]
} {
  const sources = documents.map((document) => {
    const text = canonicalText(document, (document as { kind: string }).kind)
    return { layer: 'product' as const, text }
  })
  const names = { names: defaultNames, hashOf: sha256, checkShape }
  const { application, problems } = compileApplication(sources, names)
  const told = (test: (problem: Problem) => boolean) => problems.filter(test).map(formatProblem)
  return {
    application,
    errors: told((problem) => problem.severity === 'error'),
    lost: told((problem) => problem.code === 'E_DEFINITION_LOCALE'),
  }
}

/** Every rename that is possible in a set. */
function renamings(members: readonly SetMember[], application: CompiledApplication): Renaming[] {
  // Translations are named after their language.
  const named = members.filter(({ kind }) => kind !== 'locales')
  const own = named.map(({ kind, key }) => {
    const to = kind === 'module' ? `${key}_new` : `${key}_renamed`
    return { kind, key, to }
  })
  const fields = [...application.entities.values()].flatMap((entity) =>
    [...entity.fields.keys()].map((field) => ({
      ...{ kind: 'entity', key: entity.key, field, to: `${field}_renamed` },
    }))
  )
  return [...own, ...fields]
}

/** Fields whose keys the engine knows by name: those an anchor needs. */
const isFixed = ({ kind, key, field }: Renaming, application: CompiledApplication) =>
  kind === 'entity' && field !== undefined && application.entities.get(key)?.anchor !== undefined

for (const [title, members] of [
  ['shipped modules', product],
  ['valid fixtures', fixtures],
] as const) {
  test.group(`references | rename in the ${title}`, () => {
    const { application: compiled } = compile(members.map((member) => member.document))
    const application = compiled!
    const all = renamings(members, application).filter((one) => !isFixed(one, application))

    test('whatever is renamed, the set still compiles, and back again it is the same', ({
      assert,
    }) => {
      for (const renaming of all) {
        const { kind, key, field, to } = renaming
        const changed = renameIn(members, application, renaming)
        const after = (member: SetMember) =>
          changed.find((one) => one.kind === member.kind && one.key === member.key)?.after ??
          member.document
        const documents = members.map(after)
        const result = compile(documents)
        const told = `${kind} ${key} ${field ?? ''}`
        // A serial that the engine adds has no place of its own where it could be renamed.
        if (changed.length === 0) continue
        assert.deepEqual(result.errors, [], told)
        assert.deepEqual(result.lost, [], told)
        const back =
          field === undefined ? { kind, key: to, to: key } : { kind, key, field: to, to: field }
        const restored = renameIn(membersOf(documents), result.application!, back)
        const text = (document: unknown) =>
          canonicalText(document, String((document as { kind: string }).kind))
        for (const one of restored) {
          const { uid } = one.document
          const first = members.find((member) => member.document.uid === uid)!
          assert.equal(text(one.after), text(first.document), told)
        }
        assert.equal(restored.length, changed.length, told)
      }
      assert.isAbove(all.length, 40)
    })

    test('a code, state or transition that is gone is missed only where a use of it is told', ({
      assert,
    }) => {
      let checked = 0
      for (const member of members.filter(({ kind }) => kind in parts)) {
        for (const [of, list] of Object.entries(parts[member.kind]!)) {
          const items = member.document[list] as { id?: string; code?: string }[]
          items.forEach((item, index) => {
            const id = item.code ?? item.id ?? ''
            const without = { ...member.document, [list]: items.toSpliced(index, 1) }
            const documents = members.map((m) => (m === member ? without : m.document))
            const { errors } = compile(documents)
            const uses = usesOf(members, application, member, of, id)
            for (const error of errors) {
              const place = /^(\S+ \S+)#(\S*)/.exec(error)
              const isTold = uses.some(
                ({ at, pointer }) => at === place?.[1] && pointer.startsWith(place[2] ?? '')
              )
              const isOwn = place?.[1] === `${member.kind} ${member.key}`
              assert.isTrue(isTold || isOwn, `${of} ${id}: ${error}`)
              checked++
            }
          })
        }
      }
      assert.isAbove(checked, 10)
    })
  })
}

/** Lists of parts by kind: what they are called, and the property they stand in. */
const parts: Record<string, Record<string, string>> = {
  dictionary: { item: 'items' },
  lifecycle: { state: 'states', transition: 'transitions' },
}

function usesOf(
  members: readonly SetMember[],
  application: CompiledApplication,
  owner: SetMember,
  of: string,
  id: string
) {
  const found: (Use & { at: string })[] = []
  for (const member of members) {
    usesIn(member, application, (use) => {
      const { kind, key, part } = use.target
      if (kind !== owner.kind || key !== owner.key || part?.of !== of || part.id !== id) return
      found.push({ ...use, at: `${member.kind} ${member.key}` })
    })
  }
  return found
}
