import { isBlank } from '#engine/values.ts'
import { Blank } from './plain_display.tsx'
import { boolean } from './boolean/display.tsx'
import { children } from './children/display.tsx'
import { date } from './date/display.tsx'
import { datetime } from './datetime/display.tsx'
import { decimal } from './decimal/display.tsx'
import { department } from './department/display.tsx'
import { formulaDisplay } from './formula/display.tsx'
import { integer } from './integer/display.tsx'
import { longtext } from './longtext/display.tsx'
import { money } from './money/display.tsx'
import { relation } from './relation/display.tsx'
import { select } from './select/display.tsx'
import { serial } from './serial/display.tsx'
import { state } from './state/display.tsx'
import { text } from './text/display.tsx'
import { user } from './user/display.tsx'
import type { DisplayProps, FieldDisplay } from './field_face.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

const plain: Readonly<Record<string, FieldDisplay>> = {
  text,
  longtext,
  integer,
  decimal,
  money,
  boolean,
  date,
  datetime,
  select,
  state,
  serial,
  user,
  department,
  relation,
  children,
}

/** How every field type is shown. */
export const displays: Readonly<Record<string, FieldDisplay>> = {
  ...plain,
  formula: formulaDisplay(plain),
}

/** How a field's value is shown; an unknown type (a newer server) is shown as text. */
export function displayOf(field: RuntimeField): FieldDisplay {
  return displays[field.type === 'formula' ? field.valueType : field.type] ?? text
}

/** A value, or the sign for none. */
export function FieldValue(props: DisplayProps) {
  return isBlank(props.value) ? <Blank /> : <>{displayOf(props.field).show(props)}</>
}
