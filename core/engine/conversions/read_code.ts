import type { Value } from '#engine/values.ts'
import { failing, ok } from './converted.ts'
import type { Converted } from './converted.ts'
import type { FieldForm } from './form.ts'

/** A code of the form, or the title of exactly one. */
export function readCode(text: string, { items = [] }: FieldForm): Converted {
  const plain = text.trim()
  if (items.some((item) => item.code === plain)) return ok(plain)
  const titled = items.filter((item) => item.title === plain)
  if (titled.length === 1) return ok(titled[0]!.code)
  return titled.length > 1
    ? failing('有几个选项叫这个名称', 'is the title of several choices')
    : failing('不是可选的选项', 'is none of the choices')
}

/** Several codes or titles, as people list them. */
export function readCodes(text: string, form: FieldForm): Converted {
  const codes: string[] = []
  for (const part of text.split(/[、,，;；\n]/).map((one) => one.trim())) {
    if (part === '') continue
    const read = readCode(part, form)
    if (read.outcome === 'failing') return read
    const code = String((read as { value: Value }).value)
    if (!codes.includes(code)) codes.push(code)
  }
  return codes.length > 0 ? ok(codes) : failing('不是可选的选项', 'is none of the choices')
}

/** What people call a code: its title, where no other choice is called so and it can be told apart. */
export function spellCode(code: string, { items = [] }: FieldForm): string {
  const own = items.find((item) => item.code === code)
  if (!own || /[、,，;；\n]|^\s|\s$/.test(own.title)) return code
  const isTaken = items.some(
    (item) => item !== own && (item.title === own.title || item.code === own.title)
  )
  return isTaken ? code : own.title
}
