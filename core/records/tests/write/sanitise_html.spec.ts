import { test } from '@japa/runner'
import fc from 'fast-check'
import { sanitiseHtml } from '../../write/sanitise_html.ts'

test.group('write | formatted text', () => {
  test('what could run or load is taken away', ({ assert }) => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)><a xlink:href="javascript:alert(1)">x</a></svg>',
      '<a href="javascript:alert(1)">x</a>',
      '<a href="java\tscript:alert(1)">x</a>',
      '<a href="//example.com/x">x</a>',
      '<p style="background:url(//example.com)">x</p>',
      '<iframe src="https://example.com"></iframe>',
      '<math><mtext></p><style><a title="</style><img src onerror=alert(1)>">',
      '<form action="https://example.com"><button>x</button></form>',
      '<style>p{}</style><script>alert(1)</script>',
    ]
    for (const html of hostile) {
      const clean = sanitiseHtml(html) ?? ''
      assert.notMatch(clean, /script|onerror|onload|style|src|iframe|form|svg|math/i, html)
      assert.notMatch(clean, /href="(?!https?:|mailto:|tel:)/i, html)
    }
  })

  test('cleaning twice changes nothing', ({ assert }) => {
    const pieces = fc.constantFrom(
      ...['<p>', '</p>', '<b>', '</b>', '<a href="https://a.example">', '</a>', '&lt;', '&', '<'],
      ...['<script>', '</script>', '<!--', '-->', '"', 'x', '\u00a0', '<ul><li>', '<br>']
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const once = sanitiseHtml(parts.join(''))
        assert.equal(once === null ? null : sanitiseHtml(once), once)
      }),
      { numRuns: 300 }
    )
  })

  test('a broken tag between list items leaves a list that is in order', ({ assert }) => {
    assert.equal(sanitiseHtml('<ul><li><x<ul><li>-->'), '<ul><li></li><li>--&gt;</li></ul>')
  })

  test('paragraphs without a word are blank', ({ assert }) => {
    assert.isNull(sanitiseHtml('<p></p><p><br></p>'))
    assert.isNull(sanitiseHtml('<script>alert(1)</script>'))
  })
})
