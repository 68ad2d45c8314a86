import { test } from '@japa/runner'
import { fieldTypes } from '#engine/fields/index.ts'
import { fieldValues } from '../support/field_values.ts'
import { sampleField } from '../support/sample_field.ts'

test.group('fields | single values', () => {
  for (const [name, { schema = {}, valid, invalid }] of Object.entries(fieldValues)) {
    test(`${name}: what fits is kept in one form, survives its column, and is in order`, ({
      assert,
    }) => {
      const type = fieldTypes.get(name)!
      const field = sampleField(name, schema)
      for (const [given, kept] of valid) {
        assert.deepEqual(type.parse(given, field), { ok: true, value: kept }, String(given))
        assert.deepEqual(type.parse(kept, field), { ok: true, value: kept })
        assert.notEqual(type.format(kept as never, field), '')
      }
      const values = valid.map(([, kept]) => kept as never)
      const sorted = [...values].sort((a, b) => type.compare(a, b, field))
      assert.deepEqual(sorted, values)
    })

    test(`${name}: what does not fit is told in both languages`, ({ assert }) => {
      const type = fieldTypes.get(name)!
      for (const given of invalid) {
        const parsed = type.parse(given, sampleField(name, schema))
        assert.isFalse(parsed.ok, JSON.stringify(given))
        if (parsed.ok) continue
        assert.match(parsed.fault.zh, /[\u4e00-\u9fff]/)
        assert.match(parsed.fault.en, /^[ -~]+$/)
      }
    })
  }
})
