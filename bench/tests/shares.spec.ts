import { test } from '@japa/runner'
import { shares } from '../measure/shares.ts'

const frame = (functionName: string, url = '') => ({ functionName, url })

test.group('bench | shares', () => {
  test('time belongs to the innermost step; idle time to nobody', ({ assert }) => {
    const { busyMs, parts } = shares({
      nodes: [
        { id: 1, callFrame: frame('(root)'), children: [2, 3, 6] },
        { id: 2, callFrame: frame('(idle)') },
        {
          id: 3,
          callFrame: frame('list', 'file:///g/core/records/read/list_records.ts'),
          children: [4, 5],
        },
        { id: 4, callFrame: frame('parse', 'node:internal/x') },
        { id: 5, callFrame: frame('all', 'file:///g/node_modules/better-sqlite3/lib/s.js') },
        { id: 6, callFrame: frame('onParserExecute', 'node:_http_server') },
      ],
      samples: [2, 3, 4, 5, 6],
      timeDeltas: [9_000, 1_000, 2_000, 4_000, 1_000],
    })
    assert.equal(busyMs, 8)
    assert.deepEqual(parts, [
      { name: 'database driver', share: 0.5 },
      { name: 'records/read', share: 0.375 },
      { name: 'http (sockets, parser, router)', share: 0.125 },
    ])
  })
})
