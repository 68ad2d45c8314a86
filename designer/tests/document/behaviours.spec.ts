import { test } from '@japa/runner'
import {
  CommandStack,
  behaviours,
  checkSet,
  findDefinition,
  keyOf,
  removeElement,
  renameDefinition,
  renameElement,
  renamePart,
  replaceDocument,
  retireDefinition,
  textOfSet,
} from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { fieldsIn } from '#designer/editors/entity/field_commands.ts'
import { shippedSet } from '../support/shipped_set.ts'

function open(kind: string, key: string) {
  const stack = new CommandStack(shippedSet(), behaviours)
  const definition = findDefinition(stack.state.set, kind, key)!
  const now = (otherKind = kind, otherKey = key) =>
    findDefinition(stack.state.set, otherKind, otherKey)!
  const errors = () => checkSet(stack.state.set).problems.filter((one) => one.severity === 'error')
  return { stack, definition, now, errors, before: textOfSet(stack.state.set) }
}

const fieldOf = (entity: DesignDefinition, key: string) =>
  fieldsIn(entity).find((one) => one.key === key)!

test.group('behaviours | renames', () => {
  test('a renamed field is called so in every form, view, role and expression, in one step', ({
    assert,
  }) => {
    const { stack, definition, errors, before } = open('entity', 'demand.request')
    stack.execute(renameElement(fieldOf(definition, 'channel').at, 'source_channel', 'rename'))
    assert.deepEqual(errors(), [])
    const changed = stack.state.done[0]!.edits
    assert.isAbove(changed.length, 3)
    // The dictionary and a word of English texts are called so as well.
    const others = textOfSet(stack.state.set).replaceAll(
      /demand\.channel|(this|Request) channel/g,
      ''
    )
    assert.notMatch(others, /[^_]\bchannel\b/)
    assert.include(others, 'entity:demand.request#/schema/properties/source_channel/title')
    assert.equal(stack.state.done.length, 1)
    stack.undo()
    assert.equal(textOfSet(stack.state.set), before)
  })

  test('an entity, a module and a dictionary item that are renamed stay whole', ({ assert }) => {
    const { stack, definition, errors, before } = open('entity', 'demand.customer')
    stack.execute(renameDefinition(definition.uid, 'demand.client', 'rename'))
    assert.deepEqual(errors(), [])
    const module = findDefinition(stack.state.set, 'module', 'demand')!
    stack.execute(renameDefinition(module.uid, 'sales', 'rename'))
    assert.deepEqual(errors(), [])
    assert.equal(keyOf(stack.state.set.get(definition.uid)!), 'sales.client')
    const channel = findDefinition(stack.state.set, 'dictionary', 'sales.channel')!
    stack.execute(renamePart({ uid: channel.uid, path: ['items', '@phone'] }, 'call', 'rename'))
    assert.deepEqual(errors(), [])
    const request = findDefinition(stack.state.set, 'entity', 'sales.request')!
    assert.equal(fieldOf(request, 'channel').field['x-dictionary'], 'sales.channel')
    const { texts } = findDefinition(stack.state.set, 'locales', 'sales.en')!.document
    assert.containSubset(texts, {
      'dictionary:sales.channel#/items/call/title': 'Phone',
      'entity:sales.client#/title': 'Customer',
    })
    while (stack.state.done.length > 0) stack.undo()
    assert.equal(textOfSet(stack.state.set), before)
  })

  test('a field renamed in the JSON is followed like any other', ({ assert }) => {
    const { stack, definition, errors } = open('entity', 'demand.customer')
    const text = JSON.stringify(definition.document).replaceAll('"credit_code"', '"tax_number"')
    const document = JSON.parse(text) as DesignDefinition['document']
    const renamed = JSON.stringify(document).replace(
      '"x-type":"tax_number"',
      '"x-type":"credit_code"'
    )
    stack.execute(replaceDocument(definition.uid, JSON.parse(renamed), 'edit'))
    assert.deepEqual(errors(), [])
  })
})

test.group('behaviours | removals', () => {
  test('a removed field leaves forms, columns and lists; undo brings all of it back', ({
    assert,
  }) => {
    const { stack, definition, errors, before } = open('entity', 'demand.contact')
    stack.execute(removeElement(fieldOf(definition, 'is_main').at, 'remove'))
    assert.deepEqual(errors(), [])
    assert.notInclude(textOfSet(stack.state.set), 'is_main')
    assert.include(before, '#/schema/properties/is_main/title')
    assert.equal(stack.state.done.length, 1)
    stack.undo()
    assert.equal(textOfSet(stack.state.set), before)
  })

  test('a condition that names a removed field stays, and is a problem', ({ assert }) => {
    const { stack, definition, errors } = open('entity', 'demand.request')
    const role = findDefinition(stack.state.set, 'role', 'demand.client')!
    const rows = JSON.stringify((role.document.grants as { rows: unknown }[])[0]!.rows)
    stack.execute(removeElement(fieldOf(definition, 'customer').at, 'remove'))
    const now = stack.state.set.get(role.uid)!
    assert.equal(JSON.stringify((now.document.grants as { rows: unknown }[])[0]!.rows), rows)
    assert.isTrue(errors().some((one) => one.kind === 'role' && one.key === 'demand.client'))
  })

  test('a removed state leaves the transitions that began in it', ({ assert }) => {
    const { stack, definition, now } = open('lifecycle', 'demand.request')
    const states = definition.document.states as { id: string }[]
    const { id } = states[1]!
    stack.execute(removeElement({ uid: definition.uid, path: ['states', `@${id}`] }, 'remove'))
    const transitions = now().document.transitions as { from: string[] }[]
    assert.isFalse(transitions.some((one) => one.from.includes(id)))
  })

  test('a retired entity leaves menu and grants', ({ assert }) => {
    const { stack, definition } = open('entity', 'demand.contact')
    stack.execute(retireDefinition(definition.uid, 'retire'))
    const module = findDefinition(stack.state.set, 'module', 'demand')!
    assert.notInclude(JSON.stringify(module.document), 'demand.contact"')
    for (const role of stack.state.set.values()) {
      if (role.kind === 'role') assert.notInclude(JSON.stringify(role.document), 'demand.contact"')
    }
  })
})

test.group('behaviours | identities', () => {
  test('a pasted field without uid, or with that of another, gets its own', ({ assert }) => {
    const { stack, definition, now } = open('entity', 'demand.contact')
    const schema = definition.document.schema as { properties: Record<string, object> }
    const first = schema.properties['name']!
    const properties = { ...schema.properties, again: first, bare: { type: 'string', title: '新' } }
    const document = { ...definition.document, schema: { ...schema, properties } }
    stack.execute(replaceDocument(definition.uid, document, 'paste'))
    const uids = fieldsIn(now()).map((one) => one.field['x-uid'])
    assert.equal(new Set(uids).size, uids.length)
    assert.isTrue(uids.every((uid) => typeof uid === 'string'))
    assert.equal(fieldOf(now(), 'name').uid, fieldOf(definition, 'name').uid)
  })
})
