import { codeType } from '../code_text.ts'

/** One code of a dictionary (字典). */
export const select = codeType('select')
