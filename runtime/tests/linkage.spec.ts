import { test } from '@japa/runner'
import { formEvaluation } from '#runtime/forms/evaluation.ts'
import { compileLinkage } from '#runtime/forms/linkage.ts'
import { field, form, me, node, trip } from './support/sample_form.ts'

const linkage = compileLinkage(trip)
const context = (values: Record<string, unknown>) =>
  formEvaluation({ fields: trip.fields, values, me, now: new Date('2026-11-22T01:02:03Z') })
const of = (key: string) => {
  const found = linkage.fields.get(key)
  if (!found) throw new Error(`no linkage of ${key}`)
  return found
}

test.group('forms | linkage', () => {
  test('every expression of a form is understood', ({ assert }) => {
    assert.deepEqual(linkage.ignored, [])
  })

  test('a section is shown only where its condition is true', ({ assert }) => {
    const far = linkage.layouts.get('far')
    assert.isTrue(far?.(context({ kind: 'long' })))
    assert.isFalse(far?.(context({ kind: 'short' })))
    assert.isFalse(far?.(context({ kind: null })))
  })

  test('a link counts as its id, whether it came with a title or not', ({ assert }) => {
    const locked = of('rate').readonly
    assert.isTrue(locked?.(context({ driver: { id: me, title: '某人' } })))
    assert.isFalse(locked?.(context({ driver: null })))
    assert.isFalse(locked?.(context({})))
  })

  test('a formula over rows is computed at the scale of its field', ({ assert }) => {
    const stops = [{ fee: '10.10' }, { fee: null }, { fee: '0.2' }]
    assert.equal(of('total').value?.(context({ stops })), '10.30')
    assert.equal(of('total').value?.(context({ stops: [] })), '0.00')
  })

  test('a formula of a row reads the record it belongs to', ({ assert }) => {
    const [stops] = trip.fields.filter((each) => each.key === 'stops')
    const row = formEvaluation({
      fields: stops?.childFields ?? [],
      values: { km: '12' },
      parent: { fields: trip.fields, values: { rate: '1.5' } },
      me,
    })
    assert.equal(linkage.rows.get('stops')?.get('fee')?.value?.(row), '18.00')
  })

  test('a check fails only on FALSE, so a blank side passes', ({ assert }) => {
    const { check } = of('end')
    const wrong = context({ start: '2026-02-02', end: '2026-02-01' })
    assert.equal(check?.(wrong), '结束不能早于开始')
    assert.isNull(check?.(context({ start: null, end: '2026-02-01' })))
    assert.isNull(check?.(context({ start: '2026-02-01', end: '2026-02-01' })))
  })

  test('a number that is half typed counts as blank and not as an error', ({ assert }) => {
    const required = of('reason').required
    assert.isFalse(required?.(context({ total: '1e' })))
    assert.isTrue(required?.(context({ total: '100.01' })))
  })

  test('fields of related records that expressions read are named, to be fetched with the link', ({
    assert,
  }) => {
    const fields = [
      field('driver', 'user', { target: 'people.person' }),
      field('note', 'text', { defaultExpression: '=driver.phone' }),
    ]
    const related = compileLinkage(form(fields))
    assert.deepEqual(related.related, new Map([['driver', ['phone']]]))
    const values = { driver: { id: me, title: '某人', phone: '123' } }
    const evaluated = related.fields.get('note')?.initial?.(formEvaluation({ fields, values, me }))
    assert.equal(evaluated, '123')
  })

  test('an expression that this engine does not know has no effect and is reported', ({
    assert,
  }) => {
    const broken = form([field('name', 'text')], [node('name', { visible: '=nothing > 1' })])
    const compiled = compileLinkage(broken)
    assert.deepEqual(compiled.ignored, ['=nothing > 1'])
    assert.isNull(compiled.fields.get('name')?.visible ?? null)
  })

  test('today is the day of the reader, and me the signed-in user', ({ assert }) => {
    const read = context({}).read
    assert.equal(read(['$me']), me)
    assert.match(String(read(['$today'])), /^2026-11-2[123]$/)
  })
})
