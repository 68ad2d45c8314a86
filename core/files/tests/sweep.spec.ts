import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { createRecords } from '#core/records/index.ts'
import type { RunningJob } from '#core/jobs/index.ts'
import { actorWith, openRecords } from '../../records/tests/support/open_records.ts'
import { createFiles, diskStore, eicarScanner } from '../index.ts'

const box = {
  ...{ kind: 'entity', key: 'sample.box', titleField: 'name' },
  schema: {
    type: 'object',
    properties: { name: { type: 'string' }, papers: { 'x-type': 'files' } },
  },
}
const all = { kind: 'role', key: 'sample.all', grants: [{ entity: '*', actions: ['*'] }] }
const sample = { ...{ kind: 'module', key: 'sample' }, version: '1.0.0', dependsOn: [] }

test.group('files | sweep', () => {
  test('unused uploads go after a day, files let go of after 30 days, held ones never', async ({
    assert,
    cleanup,
  }) => {
    const db = await openRecords(sample, box, all)
    const folder = mkdtempSync(join(tmpdir(), 'files-'))
    cleanup(async () => {
      rmSync(folder, { recursive: true })
      await db.drop()
    })
    const records = createRecords(db.environment)
    const store = diskStore(folder)
    const files = createFiles({ ...db.environment, records, store, scanner: eicarScanner })
    const actor = actorWith(['sample.all'])
    const receive = async (name: string) =>
      (
        await files.receive(actor, {
          content: Readable.from([Buffer.from(name)]),
          name,
          field: null,
        })
      ).id
    const sweep = (at: string) => {
      db.at(at)
      return files.sweep.run({ signal: new AbortController().signal } as RunningJob)
    }
    const kept = () =>
      readdirSync(folder, { recursive: true }).map((name) => basename(String(name)))
    const remaining = (ids: readonly string[]) => ids.filter((id) => kept().includes(id))

    const [unused, letGo, held] = [await receive('a'), await receive('b'), await receive('c')]
    const made = await records.create(actor, 'sample.box', { papers: [letGo, held] })
    await sweep('2026-11-22T03:00:00.000Z')
    assert.lengthOf(remaining([unused, letGo, held]), 3)
    await records.patch(actor, 'sample.box', made.id, { papers: [held] }, { rev: made.rev })

    assert.deepEqual(await sweep('2026-11-23T03:00:00.000Z'), { removed: 1 })
    assert.deepEqual(remaining([unused, letGo, held]), [letGo, held])
    assert.deepEqual(await sweep('2026-12-22T03:00:00.000Z'), { removed: 0 })
    assert.deepEqual(await sweep('2026-12-24T03:00:00.000Z'), { removed: 1 })
    assert.deepEqual(remaining([unused, letGo, held]), [held])
  })
})
