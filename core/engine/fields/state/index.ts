import { codeType } from '../code_text.ts'

/** State of a lifecycle (状态): changed by transitions only. */
export const state = codeType('state')
