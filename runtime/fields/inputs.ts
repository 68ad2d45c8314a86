import { ChecklistResultInput } from './checklist_result/Input.tsx'
import { ScheduleInput } from './schedule/Input.tsx'
import { GeoInput } from './geo/Input.tsx'
import { AddressInput } from './address/Input.tsx'
import { RegionInput } from './region/Input.tsx'
import { RichtextInput } from './richtext/Input.tsx'
import { JsonInput } from './json/Input.tsx'
import { TagsInput } from './tags/Input.tsx'
import { MultiselectInput } from './multiselect/Input.tsx'
import { DurationInput } from './duration/Input.tsx'
import { RatingInput } from './rating/Input.tsx'
import { PercentInput } from './percent/Input.tsx'
import { TimeInput } from './time/Input.tsx'
import { BankCardInput } from './bank_card/Input.tsx'
import { IdNumberInput } from './id_number/Input.tsx'
import { CreditCodeInput } from './credit_code/Input.tsx'
import { BarcodeInput } from './barcode/Input.tsx'
import { ColorInput } from './color/Input.tsx'
import { UrlInput } from './url/Input.tsx'
import { PhoneInput } from './phone/Input.tsx'
import { EmailInput } from './email/Input.tsx'
import { BooleanInput } from './boolean/Input.tsx'
import { DateInput } from './date/Input.tsx'
import { DatetimeInput } from './datetime/Input.tsx'
import { DecimalInput } from './decimal/Input.tsx'
import { DepartmentInput } from './department/Input.tsx'
import { FormulaInput } from './formula/Input.tsx'
import { RollupInput } from './rollup/Input.tsx'
import { IntegerInput } from './integer/Input.tsx'
import { LongtextInput } from './longtext/Input.tsx'
import { LookupInput } from './lookup/Input.tsx'
import { MoneyInput } from './money/Input.tsx'
import { PolymorphicInput } from './polymorphic/Input.tsx'
import { RelationInput } from './relation/Input.tsx'
import { RelationsInput } from './relations/Input.tsx'
import { SelectInput } from './select/Input.tsx'
import { SerialInput } from './serial/Input.tsx'
import { StateInput } from './state/Input.tsx'
import { TextInput } from './text/Input.tsx'
import { TreeParentInput } from './tree_parent/Input.tsx'
import { UserInput } from './user/Input.tsx'
import { FileInput } from './file/Input.tsx'
import { FilesInput } from './files/Input.tsx'
import { ImageInput } from './image/Input.tsx'
import { SignatureInput } from './signature/Input.tsx'
import { UsersInput } from './users/Input.tsx'
import type { FieldInput } from './field_face.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/**
 * How every field type is entered; `children` is entered by forms/grid. Comes with the first form.
 */
export const inputs: Readonly<Record<string, FieldInput>> = {
  text: TextInput,
  email: EmailInput,
  phone: PhoneInput,
  url: UrlInput,
  color: ColorInput,
  barcode: BarcodeInput,
  credit_code: CreditCodeInput,
  id_number: IdNumberInput,
  bank_card: BankCardInput,
  time: TimeInput,
  percent: PercentInput,
  rating: RatingInput,
  duration: DurationInput,
  longtext: LongtextInput,
  integer: IntegerInput,
  decimal: DecimalInput,
  money: MoneyInput,
  boolean: BooleanInput,
  date: DateInput,
  datetime: DatetimeInput,
  select: SelectInput,
  multiselect: MultiselectInput,
  tags: TagsInput,
  json: JsonInput,
  richtext: RichtextInput,
  region: RegionInput,
  address: AddressInput,
  geo: GeoInput,
  schedule: ScheduleInput,
  checklist_result: ChecklistResultInput,
  state: StateInput,
  serial: SerialInput,
  user: UserInput,
  department: DepartmentInput,
  relation: RelationInput,
  relations: RelationsInput,
  users: UsersInput,
  file: FileInput,
  files: FilesInput,
  image: ImageInput,
  signature: SignatureInput,
  tree_parent: TreeParentInput,
  polymorphic: PolymorphicInput,
  lookup: LookupInput,
  formula: FormulaInput,
  rollup: RollupInput,
}

export function inputOf(field: RuntimeField): FieldInput {
  return inputs[field.type] ?? TextInput
}
