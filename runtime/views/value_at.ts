/** Value at a dotted path of a record (`customer.name`), undefined where the way breaks off. */
export function valueAt(record: unknown, path: string): unknown {
  let here: unknown = record
  for (const step of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<string, unknown>)[step]
  }
  return here
}
