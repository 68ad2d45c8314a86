export { fieldTypes, formulaResults } from './registry.ts'
export { checkCode, checkRange } from './range.ts'
export {
  compareDecimals,
  decimalDigits,
  fromScaledInteger,
  largestScale,
  parseDecimal,
  parseExactDecimal,
  toScaledInteger,
} from './scaled_decimal.ts'
export {
  fileLimits,
  fileMisfit,
  holdsFiles,
  largestFile,
  shownImages,
  sizeText,
} from './held_files.ts'
export { isCalendarDate, parseDate, parseDatetime } from './iso_time.ts'
export { htmlText } from './html_text.ts'
export { keepsJson } from './json_column.ts'
export { memberOf } from './json_object.ts'
export { rollupOf } from './rollup/index.ts'
export { lookupOf } from './lookup/index.ts'
export { linkParts } from './polymorphic/index.ts'
export { compareText } from './plain_text.ts'
export type { FieldType, Parsed, ValueFault } from './field_type.ts'
