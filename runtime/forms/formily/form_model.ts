import './setup.ts'
import { createForm, isField } from '@formily/core'
import { markRaw, observable } from '@formily/reactive'
import { checkValue } from '../check_value.ts'
import { formilySchema, shownFields } from '../bridge.ts'
import { formEvaluation } from '../evaluation.ts'
import { compileLinkage } from '../linkage.ts'
import { createPayload, patchPayload, rowsOf, sameValue } from '../payload.ts'
import { checkRows, computeRow, isEmptyRow } from '../rows.ts'
import { toApiValue } from '../memory_value.ts'
import { initialValues } from '../initial_values.ts'
import { InputMounting } from './input_mounting.ts'
import { rebaseValues } from '../rebase.ts'
import { resolveValues } from '../resolve.ts'
import type { Field, Form, GeneralField } from '@formily/core'
import type { ISchema } from '@formily/json-schema'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'
import type { FormValues } from '../evaluation.ts'
import type { FormLinkage } from '../linkage.ts'
import type { Payload } from '../payload.ts'
import type { Choice } from '../resolve.ts'
import type { FormRow, RowRules } from '../rows.ts'

export interface FormModelOptions {
  definition: RuntimeForm
  /** The record to change; null makes a new one. */
  record: FormValues | null
  /** What a new one begins with, beside its defaults. */
  given?: FormValues
  /** Fields the actor may write. */
  writable: ReadonlySet<string>
  /** Id of the acting user, for `$me`. */
  me: string
}

/** What became of others' changes in a form: titles of fields. */
export interface TakenIn {
  readonly taken: string[]
  readonly both: string[]
  /** Everything of theirs is in the form. */
  isWhole: boolean
}

/** Faults of the rows of one sub-table: `/0/qty` -> message. */
export type RowFaults = ReadonlyMap<string, string>

/**
 * A form being filled in: Formily keeps values and field states, the engine decides what is shown,
 * required, computed and right.
 */
export class FormModel {
  readonly form: Form
  readonly definition: RuntimeForm
  readonly linkage: FormLinkage
  readonly schema: ISchema
  readonly mounting: InputMounting
  readonly #options: FormModelOptions
  readonly #fields: ReadonlyMap<string, RuntimeField>
  readonly #rowFaults = observable.shallow<Record<string, RowFaults>>({})
  /** Values around the rows of each sub-table that its rows were computed with. */
  readonly #computedWith = new Map<string, string>()
  /** The record as it was loaded: what the patch is made against. */
  #base: FormValues

  constructor(options: FormModelOptions) {
    const { definition, record, given, me } = options
    this.#options = options
    this.definition = definition
    this.linkage = compileLinkage(definition)
    this.mounting = new InputMounting([...shownFields(definition)])
    this.#fields = new Map(definition.fields.map((field) => [field.key, field]))
    const initial = record ?? { ...initialValues(definition, this.linkage, me), ...given }
    this.#base = complete(definition, initial)
    this.form = createForm({ values: { ...this.#base }, validateFirst: true })
    this.schema = formilySchema(definition, {
      fieldReaction: (field) => this.#reaction(field) as never,
      layoutReaction: ({ id }) => this.#layoutReaction(id) as never,
      validator: (field) => (value, _rule, context) => this.#validate(field, value, context),
    })
  }

  field(key: string): RuntimeField {
    const field = this.#fields.get(key)
    if (!field) throw new TypeError(`the form has no field ${key}`)
    return field
  }

  /** Id of a field's input in the page. */
  inputId(key: string): string {
    return `field-${this.form.id}-${key}`
  }

  get isNew(): boolean {
    return this.#options.record === null
  }

  /** What rows of a sub-table are computed and checked with, as things stand. */
  rowRules(key: string): RowRules {
    const field = this.field(key)
    return {
      fields: field.childFields ?? [],
      linkage: this.linkage.rows.get(key) ?? new Map(),
      parent: { fields: this.definition.fields, values: this.form.values as FormValues },
      me: this.#options.me,
    }
  }

  rowFaults(key: string): RowFaults {
    return this.#rowFaults[key] ?? new Map()
  }

  /** A row was edited: what was wrong with it may be right now. */
  forgetRowFaults(key: string): void {
    if (this.#rowFaults[key]?.size) this.#rowFaults[key] = new Map()
  }

  /** Checks everything; false when something is wrong, which is then shown at its place. */
  async check(): Promise<boolean> {
    for (const field of this.definition.fields) {
      if (field.childFields) this.#rowFaults[field.key] = this.#checkRows(field)
    }
    const rowsAreRight = Object.values(this.#rowFaults).every((faults) => faults.size === 0)
    try {
      await this.form.validate()
    } catch {
      return false
    }
    return rowsAreRight
  }

  /** How many places are shown as wrong. */
  get faultCount(): number {
    const fields = this.form.queryFeedbacks({ type: 'error', code: 'ValidateError' })
    const rows = Object.values(this.#rowFaults).reduce((sum, faults) => sum + faults.size, 0)
    return fields.filter(({ messages }) => messages?.length).length + rows
  }

  /** The request's body: what the actor may write, is shown or computed, and has changed. */
  payload(): Payload {
    const fields = this.definition.fields.filter((field) => this.#isSent(field))
    const values = this.#valuesToSend()
    return this.isNew ? createPayload(fields, values) : patchPayload(fields, this.#base, values)
  }

  /** Shows faults of the server at their places; gives back the messages that have none. */
  showFaults(placed: ReadonlyMap<string, string>): string[] {
    const homeless: string[] = []
    for (const [pointer, message] of placed) {
      const [, key = '', row, ...rest] = pointer.split('/')
      const field = this.#fields.get(key)
      const target = this.form.query(key).take()
      if (field?.childFields && row !== undefined && Number(row) >= 0) {
        const before = this.rowFaults(key)
        this.#rowFaults[key] = new Map([...before, [`/${[row, ...rest].join('/')}`, message]])
      } else if (isField(target) && target.display === 'visible') {
        target.setFeedback({ type: 'error', code: 'ValidateError', messages: [message] })
      } else {
        homeless.push(message)
      }
    }
    return homeless
  }

  /** Takes what others saved meanwhile as the new base and keeps what was typed, unless chosen otherwise. */
  rebase(record: FormValues, choices: readonly Choice[] = []): void {
    const theirs = complete(this.definition, record)
    const given = { base: this.#base, mine: this.form.values as FormValues, theirs }
    const merged = resolveValues(this.definition.fields, given, choices)
    this.#base = theirs
    this.#computedWith.clear()
    for (const field of this.definition.fields) {
      this.form.setValuesIn(field.key, raw(merged[field.key]))
    }
  }

  /**
   * Shows what others saved on fields that nobody is changing here. Gives back the fields that were
   * taken in, those that both sides changed to different values, and whether any is left as it was.
   */
  takeIn(record: FormValues, isInHand: (key: string) => boolean): TakenIn {
    const found: TakenIn = { taken: [], both: [], isWhole: true }
    const theirs = complete(this.definition, record)
    const { body } = this.payload()
    for (const field of this.definition.fields) {
      const { key, title } = field
      const value = (values: FormValues) => toApiValue(field, values[key])
      if (sameValue(value(theirs), value(this.#base))) continue
      const mine = this.form.values as FormValues
      const isTheSame = sameValue(value(mine), value(theirs))
      const isLeft = !isTheSame && (key in body || isInHand(key))
      if (isLeft) {
        found.isWhole = false
        // Rows are merged one by one when saving: that both changed some is no conflict yet.
        if (key in body && !field.childFields) found.both.push(title)
        continue
      }
      this.#base = { ...this.#base, [key]: theirs[key] }
      this.#computedWith.delete(key)
      if (!isTheSame) this.form.setValuesIn(key, raw(theirs[key]))
      if (!isTheSame) found.taken.push(title)
    }
    return found
  }

  /** What was entered, with what stood there when the form was opened; a title to know it by. */
  entered(): { title: string; values: FormValues; base: FormValues } {
    const given = this.#valuesToSend()
    const { body } = this.payload()
    const values: Record<string, unknown> = {}
    const base: Record<string, unknown> = {}
    for (const field of this.definition.fields) {
      const { key } = field
      if (field.readOnly || !this.#options.writable.has(key)) continue
      const now = toApiValue(field, given[key])
      const isTheSame = sameValue(now, toApiValue(field, this.#base[key]))
      // Of a record that is there, what would be sent: rows may have been computed anew alone.
      if (this.isNew ? isTheSame : !(key in body)) continue
      values[key] = given[key] ?? null
      if (!this.isNew) base[key] = this.#base[key] ?? null
    }
    const title = given[this.definition.titleField]
    return { title: typeof title === 'string' ? title.slice(0, 200) : '', values, base }
  }

  /** Fills in what was entered before, on top of the record as it is now. */
  enter(kept: { values: FormValues; base: FormValues }): void {
    const fields = this.definition.fields.filter(
      ({ key, readOnly }) => key in kept.values && !readOnly && this.#options.writable.has(key)
    )
    const before = { ...this.#base, ...kept.base }
    const given = { base: before, mine: { ...before, ...kept.values }, theirs: this.#base }
    const merged = rebaseValues(fields, given)
    for (const { key, childFields } of fields) {
      const value = childFields ? rowsOf(merged[key]).map(withOwnKey) : merged[key]
      this.form.setValuesIn(key, raw(value))
    }
  }

  #valuesToSend(): FormValues {
    const values: Record<string, unknown> = { ...(this.form.values as FormValues) }
    for (const field of this.definition.fields) {
      if (!field.childFields) continue
      const rules = { fields: field.childFields }
      // A row nobody filled in is not a row; its removal from the end keeps the places of the rest.
      const rows = [...rowsOf(values[field.key])]
      while (rows.length && !rows.at(-1)?.id && isEmptyRow(rules, rows.at(-1) as FormRow))
        rows.pop()
      values[field.key] = rows
    }
    return values
  }

  #isSent(field: RuntimeField): boolean {
    if (field.readOnly || !this.#options.writable.has(field.key)) return false
    if (this.linkage.fields.get(field.key)?.value) return true
    const target = this.form.query(field.key).take()
    if (!target) return this.isNew
    return target.display === 'visible' || !this.isNew
  }

  #checkRows(field: RuntimeField): RowFaults {
    const target = this.form.query(field.key).take()
    if (!isField(target) || target.display !== 'visible' || target.readPretty) return new Map()
    const values = this.#valuesToSend()
    return checkRows(this.rowRules(field.key), rowsOf(values[field.key]))
  }

  #context(): EvaluationContext {
    return formEvaluation({
      fields: this.definition.fields,
      values: this.form.values as FormValues,
      old: this.#options.record,
      me: this.#options.me,
    })
  }

  /** Called by Formily whenever a value it read has changed. */
  #reaction(field: RuntimeField): (target: Field) => void {
    const linkage = this.linkage.fields.get(field.key)
    const isWritable = !field.readOnly && this.#options.writable.has(field.key)
    let isFirst = true
    return (target) => {
      const context = this.#context()
      if (linkage?.visible) target.display = linkage.visible(context) ? 'visible' : 'hidden'
      const isLocked = !isWritable || (linkage?.readonly?.(context) ?? false)
      target.pattern = isLocked ? 'readPretty' : 'editable'
      const isRequired = field.required || (linkage?.required?.(context) ?? false)
      target.setDecoratorProps({ required: isRequired && !isLocked })
      if (linkage?.value) {
        const value = linkage.value(context)
        // What somebody once typed over the computed value stays until a source changes.
        const keeps = isFirst && !this.isNew && !isLocked
        // By the form: a field that is being made does not take another value yet.
        if (!keeps && !sameValue(value, target.value)) this.form.setValuesIn(field.key, value)
      }
      if (field.childFields) this.#computeRows(field, target, context)
      isFirst = false
    }
  }

  /** An edited row is computed by its editor; all of them, when what they read around them changed. */
  #computeRows(field: RuntimeField, target: Field, context: EvaluationContext): void {
    const outer = this.linkage.readsParent.get(field.key) ?? []
    const around = JSON.stringify(outer.map((name) => context.read(name.split('.'))))
    if (this.#computedWith.get(field.key) === around) return
    this.#computedWith.set(field.key, around)
    const rules = this.rowRules(field.key)
    const rows = rowsOf(target.value)
    const computed = rows.map((row) => computeRow(rules, row))
    if (computed.some((row, n) => row !== rows[n])) {
      this.form.setValuesIn(field.key, raw(computed))
    }
  }

  #layoutReaction(id: string): ((target: GeneralField) => void) | null {
    const visible = this.linkage.layouts.get(id)
    if (!visible) return null
    return (target) => {
      target.display = visible(this.#context()) ? 'visible' : 'hidden'
    }
  }

  #validate(field: RuntimeField, value: unknown, context: unknown): string | null {
    const target = (context as { field?: Field }).field
    const isRequired = target?.decoratorProps?.['required'] === true
    const check = this.linkage.fields.get(field.key)?.check
    return checkValue(field, value, isRequired) ?? check?.(this.#context()) ?? null
  }
}

/** Every field has a value, null where there is none: reactions only see members that exist. */
function complete(definition: RuntimeForm, values: FormValues): FormValues {
  const own = definition.fields.map(({ key, childFields }) => [
    key,
    childFields ? raw([...rowsOf(values[key])]) : (values[key] ?? null),
  ])
  return { ...values, ...Object.fromEntries(own) }
}

/** A row that comes back from elsewhere gets a key that no row of this form has. */
function withOwnKey(row: FormRow): FormRow {
  return row.id === undefined ? { ...row, $key: crypto.randomUUID() } : row
}

/** Rows are replaced, never changed in place, so Formily need not watch inside them. */
function raw(value: unknown): unknown {
  return Array.isArray(value) ? markRaw(value) : value
}
