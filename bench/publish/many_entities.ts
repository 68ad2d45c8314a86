import type { Document } from '../../core/http/tests/support/workshop.ts'

const fieldsEach = 20

/** A module of that many entities, each pointing to the one before. */
export function manyEntities(count: number): Document[] {
  const module = {
    ...{ kind: 'module', key: 'many', uid: 'manymodul', title: '许多', version: '1.0.0' },
    schemaVersion: 1,
  }
  return [module, ...Array.from({ length: count }, (_, n) => entityOf(n))]
}

export function entityOf(n: number, title = `实体 ${n}`): Document {
  const uid = `many${String(n).padStart(5, '0')}`
  const fields = Array.from({ length: fieldsEach }, (_, f) => [`f${f}`, fieldOf(f, `${uid}f${f}`)])
  const properties = Object.fromEntries(fields) as Record<string, object>
  if (n > 0) {
    properties.before = {
      ...{ 'title': '前一个', 'x-uid': `${uid}bef`, 'x-type': 'relation' },
      'x-relation': { to: `many.e${n - 1}`, onDelete: 'empty' },
    }
  }
  return {
    ...{ kind: 'entity', key: `many.e${n}`, uid, schemaVersion: 1, title, titleField: 'f0' },
    schema: { type: 'object', properties },
  }
}

function fieldOf(f: number, uid: string): object {
  const own = { 'title': `字段 ${f}`, 'x-uid': uid }
  switch (f % 5) {
    case 1:
      return { type: 'integer', ...own, minimum: 0 }
    case 2:
      return { 'type': 'string', ...own, 'x-type': 'money', 'x-scale': 2 }
    case 3:
      return { type: 'string', ...own, format: 'date' }
    case 4:
      return { 'type': 'string', ...own, 'x-type': 'formula', 'x-formula': '=f0 & "!"' }
    default:
      return { type: 'string', ...own, maxLength: 100 }
  }
}
