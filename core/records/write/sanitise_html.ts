import sanitizeHtml from 'sanitize-html'

/**
 * The safe subset of HTML that formatted text is kept in: paragraphs, headings, lists, quotes, code,
 * emphasis and links that lead out. Scripts, styles, images, handlers and addresses of other schemes
 * are taken away; what they enclose stays as text. `<`, `>` and `&` in texts are entities.
 */
export function sanitiseHtml(html: string): string | null {
  let clean = html
  for (let round = 0; round < mostRounds; round++) {
    const before = clean
    clean = sanitizeHtml(before, safeSubset)
    if (clean === before) return isEmpty(clean) ? null : clean
  }
  return sanitizeHtml(clean, { allowedTags: [] })
}

/** Tags that were broken are read otherwise once they are put in order: until nothing changes. */
const mostRounds = 10

const safeSubset: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'h1', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'hr'],
    ...['strong', 'em', 'u', 's', 'a'],
  ],
  allowedAttributes: { a: ['href', 'target', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 30,
  transformTags: {
    b: 'strong',
    i: 'em',
    strike: 's',
    del: 's',
    a: sanitizeHtml.simpleTransform('a', { target: '_blank', rel: 'noopener noreferrer' }),
  },
}

/** Paragraphs without a word are no text. */
function isEmpty(html: string): boolean {
  return !html.includes('<hr') && html.replace(/<[^>]*>|&nbsp;|\s|\u00a0/g, '') === ''
}
