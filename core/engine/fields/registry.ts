import { checklistResult } from './checklist_result/index.ts'
import { schedule } from './schedule/index.ts'
import { address } from './address/index.ts'
import { geo } from './geo/index.ts'
import { region } from './region/index.ts'
import { richtext } from './richtext/index.ts'
import { json } from './json/index.ts'
import { multiselect } from './multiselect/index.ts'
import { tags } from './tags/index.ts'
import { file } from './file/index.ts'
import { files } from './files/index.ts'
import { image } from './image/index.ts'
import { signature } from './signature/index.ts'
import { duration } from './duration/index.ts'
import { rating } from './rating/index.ts'
import { percent } from './percent/index.ts'
import { time } from './time/index.ts'
import { bankCard } from './bank_card/index.ts'
import { idNumber } from './id_number/index.ts'
import { creditCode } from './credit_code/index.ts'
import { barcode } from './barcode/index.ts'
import { color } from './color/index.ts'
import { url } from './url/index.ts'
import { phone } from './phone/index.ts'
import { email } from './email/index.ts'
import { boolean } from './boolean/index.ts'
import { children } from './children/index.ts'
import { date } from './date/index.ts'
import { datetime } from './datetime/index.ts'
import { decimal } from './decimal/index.ts'
import { department } from './department/index.ts'
import { formula, formulaOf } from './formula/index.ts'
import { integer } from './integer/index.ts'
import { lookup } from './lookup/index.ts'
import { longtext } from './longtext/index.ts'
import { money } from './money/index.ts'
import { polymorphic } from './polymorphic/index.ts'
import { relation } from './relation/index.ts'
import { relations } from './relations/index.ts'
import { rollup } from './rollup/index.ts'
import { select } from './select/index.ts'
import { serial } from './serial/index.ts'
import { state } from './state/index.ts'
import { text } from './text/index.ts'
import { treeParent } from './tree_parent/index.ts'
import { user } from './user/index.ts'
import { users } from './users/index.ts'
import type { FieldType } from './field_type.ts'

const types: readonly FieldType[] = [
  text,
  email,
  phone,
  url,
  color,
  barcode,
  creditCode,
  idNumber,
  bankCard,
  time,
  percent,
  rating,
  duration,
  longtext,
  integer,
  decimal,
  money,
  boolean,
  date,
  datetime,
  select,
  multiselect,
  tags,
  json,
  richtext,
  region,
  address,
  geo,
  schedule,
  checklistResult,
  state,
  serial,
  user,
  department,
  relation,
  relations,
  users,
  file,
  files,
  image,
  signature,
  treeParent,
  polymorphic,
  children,
  formula,
  rollup,
  lookup,
].map((type) => Object.freeze(type))

/** Every field type by name. A test demands that folders, this map and schemas/meta/fields agree. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  types.map((type) => [type.name, type])
)

/** Types a formula's result may have (`x-result`). */
export const formulaResults: ReadonlyMap<string, FieldType> = new Map(
  ['text', 'longtext', 'integer', 'decimal', 'money', 'boolean', 'date', 'datetime', 'select'].map(
    (name) => [name, Object.freeze(formulaOf(fieldTypes.get(name) as FieldType))]
  )
)
