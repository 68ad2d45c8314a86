import { test } from '@japa/runner'
import { findDefinition, removeElement, setValue } from '#designer/document/index.ts'
import type { KeptEdit } from '#designer/document/saving/kept_edits.ts'
import { openWorkshop } from '#designer/workshop/index.ts'
import { fakeDrafts } from '../support/fake_drafts.ts'

async function open(mayEdit = true) {
  const server = fakeDrafts()
  let kept: readonly KeptEdit[] = []
  const keeper = { read: () => [...kept], write: (edits: readonly KeptEdit[]) => (kept = edits) }
  const workshop = await openWorkshop(server.client, { keeper, mayEdit })
  const user = findDefinition(workshop.state.set, 'entity', 'system.user')!
  const titleNow = () => workshop.state.set.get(user.uid)!.document.title
  const retitle = (title: string) =>
    workshop.execute(setValue({ uid: user.uid, path: ['title'] }, title, 'title'))
  return { server, workshop, user, titleNow, retitle }
}

test.group('workshop', () => {
  test('an edit the server refuses is told, and stays when everything is read anew', async ({
    assert,
  }) => {
    const { server, workshop, titleNow, retitle } = await open()
    server.state.refusesSaves = true
    retitle('人员')
    await workshop.save()
    assert.equal(workshop.state.saving.phase, 'refused')
    assert.equal(workshop.state.saving.refusals.size, 1)
    await workshop.reload()
    assert.equal(titleNow(), '人员')
    server.state.refusesSaves = false
    await workshop.save()
    assert.equal(workshop.state.saving.phase, 'saved')
    workshop.close()
  })

  test('whoever may only look changes nothing', async ({ assert }) => {
    const { workshop, titleNow, retitle, user } = await open(false)
    retitle('人员')
    assert.equal(titleNow(), user.document.title)
    assert.equal(workshop.state.done.length, 0)
    workshop.close()
  })

  test('a problem of the drafts stands at its element a moment after the edit', async ({
    assert,
  }) => {
    const { workshop, user } = await open()
    assert.deepEqual(
      workshop.state.problems.filter((one) => one.severity === 'error'),
      []
    )
    workshop.execute(setValue({ uid: user.uid, path: ['titleField'] }, 'nobody', 'title field'))
    await new Promise((resolve) => setTimeout(resolve, 400))
    const found = workshop.state.problems.find((one) => one.at?.uid === user.uid)
    assert.deepEqual(found?.at?.path, ['titleField'])
    workshop.execute(removeElement({ uid: user.uid, path: ['titleField'] }, 'title field'))
    workshop.undo()
    workshop.undo()
    workshop.close()
  })
})
