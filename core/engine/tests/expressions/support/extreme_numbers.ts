/**
 * A thread that computes every function on numbers at the ends of their range, telling each call before
 * it is made: a computation that never ends is then named by whoever started the thread.
 */
import { parentPort } from 'node:worker_threads'
import { compileExpression, describeFunctions } from '#engine/expressions/index.ts'
import { contextOf, sampleScope } from './vocabulary.ts'
import type { DescribedParameter } from '#engine/expressions/index.ts'

/** Texts of few digits and of many: far, near to 0, near to 1, and the sums that end a series. */
const extremes: readonly string[] = [
  ...['0', '1', '-1', '0.5', '3', '-7.25', '991015501', '9007199254740991', '134217727.5'],
  ...[10, 17, 18, 20, 34, 60, 100, 151, 187, 299].flatMap((places) => [
    `0.${'0'.repeat(places - 1)}5`,
    `-0.${'0'.repeat(places - 1)}3`,
  ]),
  ...[`0.${'9'.repeat(33)}`, `1.${'0'.repeat(32)}1`, `-0.${'9'.repeat(33)}`],
  ...[`1${'0'.repeat(50)}`, `-3${'0'.repeat(79)}`, `2${'3'.repeat(266)}`, `9${'9'.repeat(299)}`],
]

for (const { name, parameters } of describeFunctions()) {
  const required = parameters.filter(({ isOptional }) => !isOptional)
  const { expression } = compileExpression(`=${name}(${callArguments(required)})`, sampleScope)
  if (!expression || !required.some(({ kinds }) => kinds.includes('number'))) continue
  const seconds = required.length > 1 ? [...extremes.slice(0, 12), ...extremes.slice(-4)] : ['1']
  for (const amount of extremes) {
    for (const rate of seconds) {
      parentPort!.postMessage(`${name}(${amount}, ${rate})`)
      const items = { 'items.qty': [amount, rate, '1'], 'items.price': ['-1', rate, amount] }
      expression.evaluate(contextOf({ amount, rate, due_on: '2026-01-31', ...items }))
    }
  }
}

function callArguments(required: readonly DescribedParameter[]): string {
  const numbers = ['amount', 'rate', '12', '2']
  const lists = ['items.qty', 'items.price']
  return required
    .map(({ kinds, takesList }) => {
      if (kinds.includes('number')) return (takesList ? lists.shift() : numbers.shift()) ?? '1'
      if (kinds.includes('date')) {
        return takesList ? 'LIST(due_on,due_on+90,due_on+400)' : 'due_on'
      }
      return kinds.includes('text') ? '"a"' : 'done'
    })
    .join(',')
}
