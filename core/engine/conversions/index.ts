export { canConvert, convert } from './convert.ts'
export type { Converted } from './converted.ts'
export { fieldOfForm, formKey, isLinkForm, isSameForm, typeOfForm } from './form.ts'
export type { FieldForm } from './form.ts'
