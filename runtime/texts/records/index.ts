import { language } from '../index.ts'
import type { Widen } from '../index.ts'
import { recordsEn } from './en.ts'
import { recordsZh } from './zh_cn.ts'

export type RecordTexts = Widen<typeof recordsZh>

/** Texts of records and forms in the language in use. */
export const recordTexts: RecordTexts = language === 'en' ? recordsEn : recordsZh
