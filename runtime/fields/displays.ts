import { BooleanDisplay } from './boolean/Display.tsx'
import { ChildrenDisplay } from './children/Display.tsx'
import { DateDisplay } from './date/Display.tsx'
import { DatetimeDisplay } from './datetime/Display.tsx'
import { DecimalDisplay } from './decimal/Display.tsx'
import { DepartmentDisplay } from './department/Display.tsx'
import { formulaDisplay } from './formula/Display.tsx'
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
import { UsersDisplay } from './users/Display.tsx'
import type { FieldDisplay } from './field_face.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

const plain: Readonly<Record<string, FieldDisplay>> = {
  text: TextDisplay,
  longtext: LongtextDisplay,
  integer: IntegerDisplay,
  decimal: DecimalDisplay,
  money: MoneyDisplay,
  boolean: BooleanDisplay,
  date: DateDisplay,
  datetime: DatetimeDisplay,
  select: SelectDisplay,
  state: StateDisplay,
  serial: SerialDisplay,
  user: UserDisplay,
  department: DepartmentDisplay,
  relation: RelationDisplay,
  relations: RelationsDisplay,
  users: UsersDisplay,
  tree_parent: TreeParentDisplay,
  polymorphic: PolymorphicDisplay,
  children: ChildrenDisplay,
}

/** How every field type is shown. */
export const displays: Readonly<Record<string, FieldDisplay>> = {
  ...plain,
  formula: formulaDisplay(plain),
  lookup: lookupDisplay(plain),
}

/** How a field's value is shown; an unknown type (a newer server) is shown as text. */
export function displayOf(field: RuntimeField): FieldDisplay {
  const isDerived = field.type === 'formula' || field.type === 'lookup'
  return displays[isDerived ? field.valueType : field.type] ?? TextDisplay
}
