/**
 * What the application's server hands to its browser part: definitions compiled for one actor.
 * Nothing an actor may not read is in here. Linkage travels as expression text and is compiled in
 * the browser by the same engine.
 */

/** `GET /api/v1/runtime/menu` */
export interface RuntimeMenu {
  release: string
  groups: { module: string; title: string; items: RuntimeMenuItem[] }[]
  /** Entities whose removed records the actor may bring back (回收站). */
  bin: RuntimeEntity[]
}
export interface RuntimeEntity {
  entity: string
  title: string
}
export interface RuntimeMenuItem {
  title: string
  entity: string
  view: string | null
  icon: string | null
}

export interface RuntimeOption {
  value: string
  label: string
  color: string | null
  parent: string | null
  /** No longer offered for new values, still shown where stored. */
  off: boolean
}

/** A field as form and list need it. */
export interface RuntimeField {
  key: string
  /** The entity it is a field of. */
  entity: string
  title: string
  description: string | null
  /** Name of the field type. */
  type: string
  /** Type of a formula's result; the same as `type` otherwise. */
  valueType: string
  required: boolean
  readOnly: boolean
  scale: number
  minLength: number | null
  maxLength: number | null
  pattern: string | null
  minimum: string | null
  maximum: string | null
  minItems: number | null
  /** Of fields whose values are files: what they take. */
  files?: RuntimeFileLimits
  maxItems: number | null
  /** Of select and state fields. */
  options: RuntimeOption[] | null
  /** Entity a relation (to-one or to-many) points to, and the field that names a record of it. */
  target: string | null
  targetTitleField: string | null
  /** Entities a polymorphic link may point to; [] for every other type. */
  targets: RuntimeTarget[]
  /** Of a children field: the fields of its rows. */
  childFields: RuntimeField[] | null
  /** `=…` */
  formula: string | null
  check: { expression: string; message: string } | null
  defaultValue: unknown
  defaultExpression: string | null
}

export interface RuntimeFileLimits {
  /** Media types, `image/*` for a family; null = any. */
  accepts: string[] | null
  /** Bytes of one file. */
  bytes: number
}

export interface RuntimeTarget {
  entity: string
  title: string
  /** Null where the actor may not read the titles. */
  titleField: string | null
}

/** Literal or `=…`. */
export type Linkage = boolean | string | null

export type RuntimeNode =
  | {
      kind: 'field'
      field: string
      title: string | null
      span: number | null
      columns: string[] | null
      totals: string[]
      visible: Linkage
      readonly: Linkage
      required: Linkage
      value: string | null
    }
  | {
      kind: 'layout'
      id: string
      component: 'Section' | 'Tabs' | 'Tab' | 'Columns' | 'Note'
      title: string | null
      text: string | null
      columns: number
      visible: Linkage
      nodes: RuntimeNode[]
    }

/** `GET /api/v1/runtime/forms/{entity}?form=` */
export interface RuntimeForm {
  release: string
  entity: string
  title: string
  /** Key of the form definition, null for the generated one. */
  form: string | null
  titleField: string
  fields: RuntimeField[]
  nodes: RuntimeNode[]
  /** What the actor's grants allow on some row; the row itself decides in the end. */
  can: { create: boolean; update: boolean; delete: boolean }
  /** People a record may be handed to, for whoever may hand over some record. */
  assignTo?: RuntimeTarget
  /** Fields the actor may give when he makes a record; RecordCan.fields says it for an existing one. */
  createFields: string[]
  transitions: RuntimeTransition[]
  /** Entities whose records point to records of this one. */
  related: RuntimeRelated[]
}

/** One field of another entity that points here; its records are listed beside the record. */
export interface RuntimeRelated {
  entity: string
  title: string
  field: string
  fieldTitle: string
  /** Whether a record points to several; then the condition is `has`. */
  many: boolean
  /** Whether the actor may make one that points here. */
  create: boolean
}

export interface RuntimeTransition {
  id: string
  title: string
  /** The lifecycle's field. */
  field: string
  from: string[]
  to: string
  form: string | null
  comment: 'none' | 'optional' | 'required'
  confirm: boolean
}

/** `GET /api/v1/runtime/views/{entity}?view=` */
export interface RuntimeView {
  release: string
  entity: string
  title: string
  view: string | null
  titleField: string
  columns: RuntimeColumn[]
  /** All that may be shown or asked for: own fields in the author's order, then the engine's. */
  fields: RuntimeColumn[]
  /** Steps of the lifecycles, as the form has them. */
  transitions: RuntimeTransition[]
  /** Fields of the query bar. */
  filters: RuntimeField[]
  /** Always applied, in the filter grammar as the API takes it; null shows all the actor may read. */
  where: Record<string, unknown> | null
  /** `-updated_at,no` as the API takes it. */
  sort: string
  limit: number
  /** What the actor's grants allow on some row; each row decides in the end. */
  can: { create: boolean; update: boolean; delete: boolean }
}
export interface RuntimeColumn {
  /** Field or dotted path, as `fields` of the API takes it. */
  path: string
  title: string
  width: number | null
  sortable: boolean
  /** Operators a condition on it may have; [] where the field is masked. */
  operators: string[]
  /** Whether records can be put in groups by its values. */
  groupable: boolean
  field: RuntimeField
  /** Of a sub-table: the fields of its rows, for conditions that a row has to meet. */
  rows: RuntimeColumn[] | null
}

/** Beside `data` in `GET /api/v1/records/{entity}/{id}`: what this actor may do with this record now. */
export interface RecordCan {
  update: boolean
  delete: boolean
  /** Whether it may be handed over: owner, department, organization. */
  assign: boolean
  /** Fields that are shown masked on this record and that the actor may look at, with a reason. */
  reveal: string[]
  /** Ids of transitions that start from the present state and are allowed to the actor. */
  transitions: string[]
  /** Fields the actor may change on this record. */
  fields: string[]
}
