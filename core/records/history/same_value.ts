import type { Value } from '#engine/values.ts'

/** Whether two in-memory values are the same; absent is blank. Lists are the same item by item. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  const [left, right] = [a ?? null, b ?? null]
  if (left === right) return true
  const areObjects = typeof left === 'object' && typeof right === 'object'
  return areObjects && JSON.stringify(left) === JSON.stringify(right)
}
