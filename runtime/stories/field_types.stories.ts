/**
 * Every field type in every state. `.storybook/main.ts` adds a story for each type that
 * schemas/meta knows: `export const type_money = storyOf('money')`. A type without a sample fails.
 */
import { createElement } from 'react'
import { FieldStates } from './FieldStates.tsx'

export const storyOf = (type: string) => ({
  name: type,
  render: () => createElement(FieldStates, { type }),
})

export default { title: '字段类型', excludeStories: ['storyOf'] }
