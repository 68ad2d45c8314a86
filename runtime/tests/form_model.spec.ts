import { test } from '@japa/runner'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { Schema } from '@formily/json-schema'
import { me, trip } from './support/sample_form.ts'
import type { FormValues } from '#runtime/forms/evaluation.ts'

const all = new Set(trip.fields.map((field) => field.key))

/** A form whose fields exist as React would make them. */
function mounted(record: FormValues | null, writable: ReadonlySet<string> = all): FormModel {
  const model = new FormModel({ definition: trip, record, writable, me })
  const mount = (schema: Schema, address: string) => {
    schema.mapProperties((child, name) => {
      const props = child.toFieldProps({})
      const at = { ...props, basePath: address, name }
      if (child.type === 'void') {
        model.form.createVoidField(at as never)
        mount(child, address ? `${address}.${String(name)}` : String(name))
      } else model.form.createField(at as never)
    })
  }
  mount(new Schema(model.schema), '')
  return model
}
const state = (model: FormModel, key: string) => {
  const found = model.form.query(key).take()
  return { display: found?.display, pattern: found?.pattern }
}

test.group('forms | form model', () => {
  test('T017 text in double braces stays text, as label, value and option', async ({ assert }) => {
    const evil = '{{globalThis.PWN = 1}}'
    const schema = new Schema({ type: 'string', title: evil, enum: [{ label: evil, value: evil }] })
    const compiled = schema.compile()
    assert.equal(compiled.title, evil)
    assert.deepEqual(compiled.enum, [{ label: evil, value: evil }])
    const model = mounted({ id: 'x', name: evil })
    model.form.setValuesIn('reason', evil)
    assert.equal(model.form.values.reason, evil)
    assert.isUndefined((globalThis as { PWN?: unknown }).PWN)
  })

  test('a section appears with its condition, and takes its fields along', ({ assert }) => {
    const model = mounted(null)
    assert.equal(state(model, 'reason').display, 'hidden')
    model.form.setValuesIn('kind', 'long')
    assert.equal(state(model, 'reason').display, 'visible')
  })

  test('a field locks by its expression, and where the actor may not write it', ({ assert }) => {
    const model = mounted(null, new Set(['name', 'rate', 'driver']))
    assert.equal(state(model, 'kind').pattern, 'readPretty')
    assert.equal(state(model, 'rate').pattern, 'editable')
    model.form.setValuesIn('driver', { id: me, title: '某人' })
    assert.equal(state(model, 'rate').pattern, 'readPretty')
    assert.equal(state(model, 'total').pattern, 'readPretty')
  })

  test('formulas of rows and record follow what they read', ({ assert }) => {
    const model = mounted(null)
    model.form.setValuesIn('stops', [{ $key: 'a', place: '甲', km: 10, fee: null }])
    model.form.setValuesIn('rate', '1.50')
    assert.equal(model.form.values.total, '15.00')
    model.form.setValuesIn('rate', '2')
    assert.equal(model.form.values.total, '20.00')
  })

  test('a record is computed anew when it is opened, and what was computed is not sent', ({
    assert,
  }) => {
    const stops = [{ id: 'a', place: '甲', km: 10, fee: '1.00' }]
    const model = mounted({ id: 'x', name: '行程', rate: '2.00', stops, total: '1.00' })
    assert.equal(model.form.values.total, '20.00')
    assert.deepEqual(model.payload().body, {})
    assert.deepEqual(model.entered().values, {})
  })

  test('what was entered before goes on top of the record as it is now, new rows beside those of others', ({
    assert,
  }) => {
    const stops = [{ id: 'a', place: '甲', km: 10, fee: '1.00' }]
    const record = { id: 'x', name: '行程', rate: '2.00', stops, total: '20.00' }
    const first = mounted(record)
    first.form.setValuesIn('name', '改名')
    first.form.setValuesIn('stops', [...stops, { $key: 'n', place: '乙', km: 5 }])
    const kept = JSON.parse(JSON.stringify(first.entered()))
    assert.deepEqual(Object.keys(kept.base).sort(), ['name', 'stops'])

    const theirs = [...stops, { id: 'b', place: '丙', km: 1, fee: '1.00' }]
    const later = mounted({ ...record, rate: '3.00', stops: theirs })
    later.enter(kept)
    const { name, rate, stops: rows } = later.form.values
    assert.deepEqual([name, rate], ['改名', '3.00'])
    assert.deepEqual(
      rows.map((row: { place: string }) => row.place),
      ['甲', '丙', '乙']
    )
  })

  test('a check names every fault at its place, rows included', async ({ assert }) => {
    const model = mounted(null)
    model.form.setValues({ start: '2026-02-02', end: '2026-02-01', rate: '-1' })
    model.form.setValuesIn('stops', [{ $key: 'a', km: 0 }])
    assert.isFalse(await model.check())
    const fault = (key: string) => {
      const found = model.form.query(key).take() as { selfErrors?: unknown[] } | undefined
      return found?.selfErrors?.[0]
    }
    assert.equal(fault('name'), '请填写名称')
    assert.equal(fault('end'), '结束不能早于开始')
    assert.equal(fault('rate'), '单价不能小于 0')
    assert.deepEqual(
      model.rowFaults('stops'),
      new Map([
        ['/0/place', '请填写地点'],
        ['/0/km', '里程不能小于 1'],
      ])
    )
    assert.equal(model.faultCount, 5)
  })

  test('hidden fields are not checked and not sent with a new record', async ({ assert }) => {
    const model = mounted(null)
    model.form.setValues({ name: '行程', kind: 'long', reason: '路远' })
    model.form.setValuesIn('kind', 'short')
    assert.isTrue(await model.check())
    assert.deepEqual(model.payload().body, { name: '行程', kind: 'short' })
  })

  test('a change sends the changed fields only, and nothing when nothing changed', ({ assert }) => {
    const model = mounted({ id: 'x', name: '行程', rate: '1.00', total: '0.00' })
    assert.deepEqual(model.payload().body, {})
    model.form.setValuesIn('rate', '1')
    assert.deepEqual(model.payload().body, {})
    model.form.setValuesIn('name', '')
    assert.deepEqual(model.payload().body, { name: null })
  })

  test('faults of the server stand at their fields, the rest is given back', ({ assert }) => {
    const model = mounted(null)
    const homeless = model.showFaults(
      new Map([
        ['/name', '名称重复'],
        ['/stops/1/km', '太远'],
        ['/secret', '看不见'],
        ['/reason', '藏着'],
      ])
    )
    assert.deepEqual(homeless, ['看不见', '藏着'])
    assert.deepEqual(model.rowFaults('stops'), new Map([['/1/km', '太远']]))
    assert.equal(model.faultCount, 2)
  })

  test('after a conflict the typed values stand on the record as others left it', ({ assert }) => {
    const model = mounted({ id: 'x', rev: 1, name: '旧名', rate: '1.00', kind: 'short' })
    model.form.setValuesIn('name', '我的')
    model.rebase({ id: 'x', rev: 2, name: '他的', rate: '2.00', kind: 'short' })
    assert.include(model.form.values, { name: '我的', rate: '2.00' })
    assert.deepEqual(model.payload().body, { name: '我的' })
  })

  test('what others save is taken in where nobody types; what both changed stays as typed', ({
    assert,
  }) => {
    const before = { id: 'x', rev: 1, name: '旧名', rate: '1.00', reason: '旧', kind: 'short' }
    const model = mounted(before)
    const rate = model.field('rate').title
    model.form.setValuesIn('name', '我的')
    const theirs = { ...before, rev: 2, name: '他的', rate: '2.00' }
    const found = model.takeIn(theirs, () => false)
    assert.deepEqual(found, { taken: [rate], both: [model.field('name').title], isWhole: false })
    assert.include(model.form.values, { name: '我的', rate: '2.00' })
    assert.deepEqual(model.payload().body, { name: '我的' })
    const inHand = model.takeIn({ ...theirs, rate: '3.00' }, (key) => key === 'rate')
    assert.deepInclude(inHand, { taken: [], isWhole: false })
    assert.include(model.form.values, { rate: '2.00' })
    model.form.setValuesIn('name', '他的')
    const agreed = model.takeIn({ ...theirs, rate: '3.00' }, () => false)
    assert.deepEqual(agreed, { taken: [rate], both: [], isWhole: true })
    assert.deepEqual(model.payload().body, {})
  })
})
