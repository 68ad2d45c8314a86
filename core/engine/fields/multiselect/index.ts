import { select } from '../select/index.ts'
import { textListType } from '../text_list.ts'

/** Codes of a dictionary (多选), in the order they were chosen; each once. */
export const multiselect = textListType({
  name: 'multiselect',
  element: { ...select, operators: ['eq', 'in'] },
  most: 200,
  twice: 'refuse',
})
