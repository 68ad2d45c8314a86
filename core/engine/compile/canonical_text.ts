import { canonicalOrder } from '#schemas/index.ts'

/**
 * The canonical text of a definition: keywords in the order of the meta-schema of its kind, the
 * author's order in ordered maps, two spaces, LF, a final newline. Its SHA-256 is the definition's
 * hash; export and import are byte-identical. Idempotent. Expects a document within the budgets.
 *
 * @throws TypeError when there is no such kind
 */
export function canonicalText(document: unknown, kind: string): string {
  return `${JSON.stringify(canonicalOrder(kind, document), null, 2)}\n`
}
