import { test } from '@japa/runner'
import {
  CommandStack,
  addDefinition,
  behaviours,
  findDefinition,
  renameDefinition,
  retireDefinition,
  setValue,
} from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { Autosave } from '#designer/document/saving/autosave.ts'
import type { EditKeeper, KeptEdit } from '#designer/document/saving/kept_edits.ts'
import { loadWorkshop } from '#designer/document/saving/load_workshop.ts'
import { fakeDrafts } from '../support/fake_drafts.ts'

async function open(server = fakeDrafts(), kept: { edits: readonly KeptEdit[] } = { edits: [] }) {
  const keeper: EditKeeper = { read: () => [...kept.edits], write: (edits) => (kept.edits = edits) }
  const loaded = await loadWorkshop(server.client)
  const stack = new CommandStack(loaded.set, behaviours)
  const saving = new Autosave({ stack, client: server.client, keeper, loaded })
  const stop = saving.start()
  const user = findDefinition(stack.state.set, 'entity', 'system.user')!
  const retitle = (title: string) =>
    stack.execute(setValue({ uid: user.uid, path: ['title'] }, title, 'title'))
  return { server, kept, stack, saving, stop, user, retitle }
}

test.group('autosave', () => {
  test('what was opened and not changed is never saved', async ({ assert }) => {
    const { saving, server, stop } = await open()
    await saving.flush()
    assert.equal(saving.state.phase, 'saved')
    assert.deepEqual(server.calls, ['active'])
    stop()
  })

  test('an edit is saved under the hash it was made on, an undone one is discarded', async ({
    assert,
  }) => {
    const { saving, server, stack, retitle, user, stop } = await open()
    retitle('人员')
    assert.equal(saving.state.phase, 'waiting')
    await saving.flush()
    assert.equal(server.drafts.get(user.uid)!.document!.title, '人员')
    retitle('人员表')
    await saving.flush()
    stack.undo()
    stack.undo()
    await saving.flush()
    assert.equal(server.drafts.size, 0)
    assert.deepEqual(server.calls.slice(-1), ['discard entity system.user'])
    assert.equal(saving.state.unsaved, 0)
    stop()
  })

  test('a new definition, a renamed one and a retired one are kept as such, and undone as such', async ({
    assert,
  }) => {
    const { saving, server, stack, user, stop } = await open()
    const document = {
      kind: 'dictionary',
      key: 'demand.new',
      uid: 'newnewnew',
      title: '新',
      items: [],
    }
    const made: DesignDefinition = { uid: 'newnewnew', kind: 'dictionary', layer: 'site', document }
    stack.execute(addDefinition(made, 'new'))
    stack.execute(renameDefinition(user.uid, 'system.person', 'rename'))
    await saving.flush()
    assert.equal(server.drafts.get('newnewnew')!.key, 'demand.new')
    assert.equal(server.drafts.get(user.uid)!.key, 'system.person')
    stack.execute(retireDefinition(user.uid, 'retire'))
    await saving.flush()
    assert.isNull(server.drafts.get(user.uid)!.document)
    while (stack.state.done.length > 0) stack.undo()
    await saving.flush()
    assert.equal(server.drafts.size, 0)
    assert.equal(saving.state.phase, 'saved')
    stop()
  })

  test('another’s change of another element is merged; one of the same is asked about', async ({
    assert,
  }) => {
    const { saving, server, stack, retitle, user, stop } = await open()
    retitle('人员')
    await saving.flush()
    const { hash, document } = server.drafts.get(user.uid)!
    const at = { kind: 'entity', key: 'system.user' }
    server.put(at, { ...document!, description: '由他人写' }, hash)
    retitle('人员表')
    await saving.flush()
    await saving.flush()
    const merged = server.drafts.get(user.uid)!.document!
    assert.equal(merged.title, '人员表')
    assert.equal(merged.description, '由他人写')
    assert.isNull(saving.state.conflict)

    server.put(at, { ...merged, title: '职工' }, server.drafts.get(user.uid)!.hash)
    retitle('员工')
    await saving.flush()
    const { conflict } = saving.state
    assert.equal(conflict?.conflicts.length, 1)
    await saving.flush()
    assert.equal(server.drafts.get(user.uid)!.document!.title, '职工')
    await saving.settle(conflict!.conflicts)
    assert.equal(stack.state.set.get(user.uid)!.document.title, '职工')
    assert.equal(saving.state.phase, 'saved')
    stop()
  })

  test('without a network edits wait in the browser, and are taken up by the next visit', async ({
    assert,
  }) => {
    const first = await open()
    first.server.state.isOffline = true
    first.retitle('人员')
    await first.saving.flush()
    assert.equal(first.saving.state.phase, 'offline')
    assert.equal(first.kept.edits.length, 1)
    first.stop()

    first.server.state.isOffline = false
    const second = await open(first.server, first.kept)
    assert.equal(second.stack.state.set.get(second.user.uid)!.document.title, '人员')
    await second.saving.flush()
    assert.equal(first.server.drafts.get(second.user.uid)!.document!.title, '人员')
    assert.deepEqual(second.kept.edits, [])
    second.stop()
  })
})
