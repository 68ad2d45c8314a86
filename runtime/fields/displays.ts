import { ChecklistResultDisplay } from './checklist_result/Display.tsx'
import { ScheduleDisplay } from './schedule/Display.tsx'
import { GeoDisplay } from './geo/Display.tsx'
import { AddressDisplay } from './address/Display.tsx'
import { RegionDisplay } from './region/Display.tsx'
import { RichtextDisplay } from './richtext/Display.tsx'
import { JsonDisplay } from './json/Display.tsx'
import { TagsDisplay } from './tags/Display.tsx'
import { MultiselectDisplay } from './multiselect/Display.tsx'
import { DurationDisplay } from './duration/Display.tsx'
import { RatingDisplay } from './rating/Display.tsx'
import { PercentDisplay } from './percent/Display.tsx'
import { TimeDisplay } from './time/Display.tsx'
import { BankCardDisplay } from './bank_card/Display.tsx'
import { IdNumberDisplay } from './id_number/Display.tsx'
import { CreditCodeDisplay } from './credit_code/Display.tsx'
import { BarcodeDisplay } from './barcode/Display.tsx'
import { ColorDisplay } from './color/Display.tsx'
import { UrlDisplay } from './url/Display.tsx'
import { PhoneDisplay } from './phone/Display.tsx'
import { EmailDisplay } from './email/Display.tsx'
import { BooleanDisplay } from './boolean/Display.tsx'
import { ChildrenDisplay } from './children/Display.tsx'
import { DateDisplay } from './date/Display.tsx'
import { DatetimeDisplay } from './datetime/Display.tsx'
import { DecimalDisplay } from './decimal/Display.tsx'
import { DepartmentDisplay } from './department/Display.tsx'
import { formulaDisplay } from './formula/Display.tsx'
import { rollupDisplay } from './rollup/Display.tsx'
import { IntegerDisplay } from './integer/Display.tsx'
import { LongtextDisplay } from './longtext/Display.tsx'
import { lookupDisplay } from './lookup/Display.tsx'
import { MoneyDisplay } from './money/Display.tsx'
import { PolymorphicDisplay } from './polymorphic/Display.tsx'
import { RelationDisplay } from './relation/Display.tsx'
import { RelationsDisplay } from './relations/Display.tsx'
import { SelectDisplay } from './select/Display.tsx'
import { SerialDisplay } from './serial/Display.tsx'
import { StateDisplay } from './state/Display.tsx'
import { TextDisplay } from './text/Display.tsx'
import { TreeParentDisplay } from './tree_parent/Display.tsx'
import { UserDisplay } from './user/Display.tsx'
import { FileDisplay } from './file/Display.tsx'
import { FilesDisplay } from './files/Display.tsx'
import { ImageDisplay } from './image/Display.tsx'
import { SignatureDisplay } from './signature/Display.tsx'
import { UsersDisplay } from './users/Display.tsx'
import type { FieldDisplay } from './field_face.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

const plain: Readonly<Record<string, FieldDisplay>> = {
  text: TextDisplay,
  email: EmailDisplay,
  phone: PhoneDisplay,
  url: UrlDisplay,
  color: ColorDisplay,
  barcode: BarcodeDisplay,
  credit_code: CreditCodeDisplay,
  id_number: IdNumberDisplay,
  bank_card: BankCardDisplay,
  time: TimeDisplay,
  percent: PercentDisplay,
  rating: RatingDisplay,
  duration: DurationDisplay,
  longtext: LongtextDisplay,
  integer: IntegerDisplay,
  decimal: DecimalDisplay,
  money: MoneyDisplay,
  boolean: BooleanDisplay,
  date: DateDisplay,
  datetime: DatetimeDisplay,
  select: SelectDisplay,
  multiselect: MultiselectDisplay,
  tags: TagsDisplay,
  json: JsonDisplay,
  richtext: RichtextDisplay,
  region: RegionDisplay,
  address: AddressDisplay,
  geo: GeoDisplay,
  schedule: ScheduleDisplay,
  checklist_result: ChecklistResultDisplay,
  state: StateDisplay,
  serial: SerialDisplay,
  user: UserDisplay,
  department: DepartmentDisplay,
  relation: RelationDisplay,
  relations: RelationsDisplay,
  users: UsersDisplay,
  file: FileDisplay,
  files: FilesDisplay,
  image: ImageDisplay,
  signature: SignatureDisplay,
  tree_parent: TreeParentDisplay,
  polymorphic: PolymorphicDisplay,
  children: ChildrenDisplay,
}

/** How every field type is shown. */
export const displays: Readonly<Record<string, FieldDisplay>> = {
  ...plain,
  formula: formulaDisplay(plain),
  rollup: rollupDisplay(plain),
  lookup: lookupDisplay(plain),
}

/** How a field's value is shown; an unknown type (a newer server) is shown as text. */
export function displayOf(field: RuntimeField): FieldDisplay {
  const isDerived = ['formula', 'rollup', 'lookup'].includes(field.type)
  return displays[isDerived ? field.valueType : field.type] ?? TextDisplay
}
