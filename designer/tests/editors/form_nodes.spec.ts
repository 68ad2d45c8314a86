import { test } from '@japa/runner'
import { CommandStack, behaviours, isMembers } from '#designer/document/index.ts'
import type { DesignCommand, DesignDefinition, Members } from '#designer/document/index.ts'
import { formNodes, nodeName } from '#designer/editors/form/nodes/form_nodes.ts'
import {
  addFields,
  addPart,
  labelNode,
  moveNodes,
  removeNodes,
  unwrapNode,
  wrapNodes,
} from '#designer/editors/form/nodes/node_commands.ts'
import { placeBeside, placeForNew } from '#designer/editors/form/nodes/node_places.ts'

const field = (title?: string) => (title === undefined ? {} : { title })
const part = (component: string, properties: Members) => ({
  ...{ 'type': 'void', 'x-component': component, properties },
})

/** `a basic(b c) tabs(one(d) two())` as the outline of a form reads. */
function outlineOf(form: DesignDefinition): string {
  const { schema } = form.document
  const text = (map: unknown): string =>
    Object.entries(isMembers(map) ? map : {})
      .map(([key, value]) => {
        const node = value as Members
        return node.type === 'void' ? `${key}(${text(node.properties)})` : key
      })
      .join(' ')
  return text((schema as Members).properties)
}

function openForm() {
  const properties = {
    a: field(),
    basic: part('Section', { b: field(), c: field('丙') }),
    tabs: part('Tabs', { one: part('Tab', { d: field() }), two: part('Tab', { e: field() }) }),
  }
  const uid = 'formform'
  const document = { ...{ kind: 'form', key: 'x.y', uid }, title: '表单', entity: 'x.z' }
  const schema = { type: 'object', properties }
  const first = { uid, kind: 'form', layer: 'site' as const, document: { ...document, schema } }
  const stack = new CommandStack(new Map([[uid, first]]), behaviours)
  const form = () => stack.state.set.get(uid)!
  const at = (key: string) => formNodes(form()).find((one) => one.key === key)!
  const names = (...keys: string[]) => new Set(keys.map((key) => nodeName(at(key).path)))
  const run = (command: DesignCommand | null) => {
    if (!command) return 'refused'
    stack.execute(command)
    return outlineOf(form())
  }
  const selected = () => stack.state.selection?.path.at(-1)
  return { stack, form, at, names, run, selected }
}

test.group('form editor | moving', () => {
  test('nodes go together, in their order, to a place that is counted as it is seen', ({
    assert,
  }) => {
    const { form, at, names, run, selected } = openForm()
    const place = { into: at('b').into, index: 2 }
    assert.equal(
      run(moveNodes(form(), names('d', 'a'), place)),
      'basic(b c a d) tabs(one() two(e))'
    )
    assert.equal(selected(), 'a')
    const again = { into: at('b').into, index: 4 }
    assert.equal(
      run(moveNodes(form(), names('b', 'a'), again)),
      'basic(c d b a) tabs(one() two(e))'
    )
  })

  test('nothing comes into itself, and only tabs into tabs', ({ assert }) => {
    const { form, at, names, run } = openForm()
    const into = (key: string) => ({ into: [...at(key).path, 'properties'], index: 0 })
    assert.equal(run(moveNodes(form(), names('tabs'), into('one'))), 'refused')
    assert.equal(run(moveNodes(form(), names('a'), into('tabs'))), 'refused')
    assert.equal(run(moveNodes(form(), names('one'), into('basic'))), 'refused')
    assert.equal(
      run(moveNodes(form(), names('basic'), into('two'))),
      'a tabs(one(d) two(basic(b c) e))'
    )
  })

  test('a key leads a node through every place of the form, down and up again', ({ assert }) => {
    const { stack, form, at, names, run } = openForm()
    const start = outlineOf(form())
    const seen: string[] = []
    for (const way of ['down', 'up'] as const) {
      for (let place = placeBeside(formNodes(form()), at('a'), way); place;) {
        seen.push(run(moveNodes(form(), names('a'), place)))
        place = placeBeside(formNodes(form()), at('a'), way)
      }
    }
    assert.deepEqual(seen.slice(0, 4), [
      'basic(a b c) tabs(one(d) two(e))',
      'basic(b a c) tabs(one(d) two(e))',
      'basic(b c a) tabs(one(d) two(e))',
      'basic(b c) a tabs(one(d) two(e))',
    ])
    assert.include(seen, 'basic(b c) tabs(one(d) two(e)) a')
    assert.equal(outlineOf(form()), start)
    while (stack.state.done.length > 0) stack.undo()
    assert.equal(outlineOf(form()), start)
  })

  test('out of a part and into the one before', ({ assert }) => {
    const { form, at, names, run } = openForm()
    const go = (key: string, way: 'in' | 'out') => {
      const place = placeBeside(formNodes(form()), at(key), way)
      return run(place && moveNodes(form(), names(key), place))
    }
    assert.equal(go('b', 'out'), 'a basic(c) b tabs(one(d) two(e))')
    assert.equal(go('b', 'in'), 'a basic(c b) tabs(one(d) two(e))')
    assert.equal(go('d', 'out'), 'a basic(c b) tabs(one() two(d e))')
    assert.equal(go('d', 'out'), 'a basic(c b) tabs(one() two(e)) d')
    assert.equal(go('d', 'in'), 'a basic(c b) tabs(one() two(e d))')
    assert.equal(go('one', 'out'), 'refused')
  })
})

test.group('form editor | adding, wrapping, removing', () => {
  test('fields come once, parts with a key of their own', ({ assert }) => {
    const { form, at, run, selected } = openForm()
    const place = placeForNew(formNodes(form()), at('b'), null)!
    assert.equal(
      run(addFields(form(), ['a', 'f', 'g'], place)),
      'a basic(b f g c) tabs(one(d) two(e))'
    )
    assert.equal(run(addFields(form(), ['a'], place)), 'refused')
    const inTabs = placeForNew(formNodes(form()), at('tabs'), null)!
    assert.equal(run(addFields(form(), ['h'], inTabs)), 'a basic(b f g c) tabs(one(d) two(e h))')
    run(addPart(form(), 'Tabs', placeForNew(formNodes(form()), at('h'), 'Tabs')!))
    assert.equal(outlineOf(form()), 'a basic(b f g c) tabs(one(d) two(e h tabs_2(tab())))')
    assert.equal(selected(), 'tabs_2')
    assert.isNull(placeForNew(formNodes(form()), at('a'), 'Tab'))
  })

  test('several nodes are wrapped where the first stood, and the wrap is taken off', ({
    assert,
  }) => {
    const { form, at, names, run, selected } = openForm()
    assert.equal(
      run(wrapNodes(form(), names('c', 'd'), 'Section')),
      'a basic(b section(c d)) tabs(one() two(e))'
    )
    assert.equal(selected(), 'section')
    assert.equal(run(unwrapNode(form(), at('section'))), 'a basic(b c d) tabs(one() two(e))')
    assert.equal(
      run(wrapNodes(form(), names('basic'), 'Tabs')),
      'a tabs_2(tab(basic(b c d))) tabs(one() two(e))'
    )
    assert.equal(run(unwrapNode(form(), at('tabs_2'))), 'a basic(b c d) tabs(one() two(e))')
    assert.equal(run(wrapNodes(form(), names('one'), 'Section')), 'refused')
  })

  test('what is removed takes what is inside it; the next one is selected', ({ assert }) => {
    const { stack, form, names, run, selected } = openForm()
    assert.equal(run(removeNodes(form(), names('basic', 'b', 'a'))), 'tabs(one(d) two(e))')
    assert.equal(selected(), 'tabs')
    stack.undo()
    assert.equal(outlineOf(form()), 'a basic(b c) tabs(one(d) two(e))')
    assert.equal(run(removeNodes(form(), names('two'))), 'a basic(b c) tabs(one(d))')
    assert.equal(selected(), 'd')
  })

  test('a label as the entity says it is none of the form', ({ assert }) => {
    const { form, at, run } = openForm()
    run(labelNode(form(), at('b'), { text: '乙', inherited: 'B' }))
    assert.equal(at('b').node.title, '乙')
    run(labelNode(form(), at('b'), { text: 'B', inherited: 'B' }))
    assert.isFalse('title' in at('b').node)
  })
})
