import { test } from '@japa/runner'
import { fieldTypes, keepsJson } from '#engine/fields/index.ts'
import { fieldSamples } from '#schemas/fixtures/field_samples/index.ts'
import { sampleField } from '../support/sample_field.ts'

test.group('fields | single values', () => {
  const single = Object.entries(fieldSamples).filter(
    ([name, { computed }]) => !computed && !JSON.stringify(fieldSamples[name]).includes('$record')
  )
  for (const [name, { schema = {}, valid, invalid, completed }] of single) {
    if (name === 'children') continue
    test(`${name}: what fits is kept in one form, survives its column, and is in order`, ({
      assert,
    }) => {
      const type = fieldTypes.get(name)!
      const field = sampleField(name, schema)
      for (const [given, kept] of valid) {
        const parsed = type.parse(given, field)
        if (completed) assert.isTrue(parsed.ok)
        else assert.deepEqual(parsed, { ok: true, value: kept }, String(given))
        for (const dialect of ['sqlite', 'postgres'] as const) {
          const stored = type.toColumn(kept as never, dialect, field)
          const isParsed = dialect === 'postgres' && keepsJson(type)
          const read = isParsed ? JSON.parse(String(stored)) : stored
          assert.deepEqual(type.fromColumn(read, dialect, field), kept)
        }
        assert.deepEqual(type.parse(kept, field), { ok: true, value: kept })
        assert.notEqual(type.format(kept as never, field), '')
      }
      if (!type.sortable) return
      const values = valid.map(([, kept]) => kept as never)
      const sorted = [...values].sort((a, b) => type.compare(a, b, field))
      assert.deepEqual(sorted, values)
    })

    test(`${name}: what does not fit is told in both languages`, ({ assert }) => {
      const type = fieldTypes.get(name)!
      for (const given of invalid) {
        const parsed = type.parse(given, sampleField(name, schema))
        if (parsed.ok && completed) continue
        assert.isFalse(parsed.ok, JSON.stringify(given))
        if (parsed.ok) continue
        assert.match(parsed.fault.zh, /[\u4e00-\u9fff]/)
        assert.match(parsed.fault.en, /^[ -~]+$/)
      }
    })
  }
})
