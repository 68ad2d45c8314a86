import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { CommandStack, behaviours, setValue, textOfSet } from '#designer/document/index.ts'
import type { DesignSet } from '#designer/document/index.ts'
import { shippedSet } from '../support/shipped_set.ts'
import { choices, commandFor } from '../support/random_commands.ts'

const hashOf = (set: DesignSet) => createHash('sha256').update(textOfSet(set)).digest('hex')

test.group('command_stack | laws', () => {
  test('1,000 random commands undone give the identical hash, and redone the hash they had', ({
    assert,
  }) => {
    const [script] = fc.sample(fc.array(choices, { minLength: 1_400, maxLength: 1_400 }), {
      ...{ numRuns: 1, seed: 20_261_128 },
    })
    const stack = new CommandStack(shippedSet(), behaviours)
    const hashes = [hashOf(stack.state.set)]
    let ofForms = 0
    for (const choice of script!) {
      const command = stack.state.done.length < 1_000 ? commandFor(stack.state.set, choice) : null
      if (!command) continue
      const { length } = stack.state.done
      stack.execute({ ...command, joins: `${hashes.length}` })
      if (stack.state.done.length === length) continue
      hashes.push(hashOf(stack.state.set))
      if (command.name.startsWith('form.')) ofForms += 1
    }
    assert.equal(stack.state.done.length, 1_000)
    assert.isAbove(ofForms, 30)
    for (let at = 1_000; at > 0; at -= 1) {
      if (at % 50 === 0) assert.equal(hashOf(stack.state.set), hashes[at])
      stack.undo()
    }
    assert.equal(hashOf(stack.state.set), hashes[0])
    while (stack.state.undone.length > 0) stack.redo()
    assert.equal(hashOf(stack.state.set), hashes[1_000])
  }).timeout(120_000)
})

test.group('command_stack', () => {
  const user = [...shippedSet().values()].find((one) => one.document.key === 'system.user')!
  const title = { uid: user.uid, path: ['title'] }

  test('typing is one step, and a pause begins another', ({ assert }) => {
    let now = 0
    const stack = new CommandStack(shippedSet(), behaviours, () => now)
    for (const text of ['人', '人员', '人员表']) {
      now += 200
      stack.execute(setValue(title, text, 'title'))
    }
    assert.equal(stack.state.done.length, 1)
    now += 5_000
    stack.execute(setValue(title, '人', 'title'))
    assert.equal(stack.state.done.length, 2)
    stack.undo()
    assert.equal(stack.state.set.get(user.uid)!.document.title, '人员表')
    stack.undo()
    assert.equal(stack.state.set.get(user.uid)!.document.title, user.document.title)
  })

  test('a command that throws changes nothing, and one that changes nothing is no step', ({
    assert,
  }) => {
    const stack = new CommandStack(shippedSet(), behaviours)
    const before = stack.state.set
    assert.throws(() =>
      stack.execute({
        ...{ name: 'test', label: 'test' },
        execute(editing) {
          editing.retire(user.uid)
          throw new Error('no')
        },
      })
    )
    assert.equal(stack.state.set, before)
    stack.execute(setValue(title, user.document.title, 'title'))
    assert.equal(stack.state.done.length, 0)
  })

  test('undo takes back only its own change where somebody else changed the definition meanwhile', ({
    assert,
  }) => {
    const stack = new CommandStack(shippedSet(), behaviours)
    stack.execute(setValue(title, '人员', 'title'))
    const before = stack.state.set.get(user.uid)!
    const document = { ...before.document, description: '由他人修改' }
    stack.receive([{ uid: user.uid, before, after: { ...before, document } }])
    stack.undo()
    const now = stack.state.set.get(user.uid)!.document
    assert.equal(now.title, user.document.title)
    assert.equal(now.description, '由他人修改')
    stack.redo()
    assert.equal(stack.state.set.get(user.uid)!.document.title, '人员')
    assert.equal(stack.state.set.get(user.uid)!.document.description, '由他人修改')
  })
})
