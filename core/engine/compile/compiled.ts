/**
 * What a definition is after compilation: frozen, linked, with physical names; the only form the
 * rest of the engine works on. Definition is data, Compiled is behaviour.
 */
import type { Language } from '#engine/errors.ts'
import type { CompiledDependents } from './dependents/compiled_dependents.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import type { FieldPath, FilterNode } from '#engine/filters/ast.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import type { FormColumn } from './names/physical_names.ts'
import type { FieldType } from '#engine/fields/field_type.ts'

/** A set of definitions made active together, compiled. */
export interface CompiledApplication {
  /** Hash of the release's manifest. */
  readonly hash: string
  /** Of every text of it that people read. */
  readonly language: Language
  readonly modules: ReadonlyMap<string, CompiledModule>
  readonly dictionaries: ReadonlyMap<string, CompiledDictionary>
  readonly entities: ReadonlyMap<string, CompiledEntity>
  readonly lifecycles: ReadonlyMap<string, CompiledLifecycle>
  readonly forms: ReadonlyMap<string, CompiledForm>
  readonly views: ReadonlyMap<string, CompiledView>
  readonly roles: ReadonlyMap<string, CompiledRole>
  /** Entities by the keys they had before. */
  readonly formerEntities: ReadonlyMap<string, CompiledAlias>
  /** Entity that plays each anchored part (definitions.md "People and organisation"). */
  readonly anchors: Readonly<Partial<Record<Anchor, string>>>
  /** `$` names that modules add to those of the core, by name without the `$`. */
  readonly actorAttributes: ReadonlyMap<string, CompiledActorAttribute>
  readonly dependents: CompiledDependents
}

/** A former name that requests may still use. */
export interface CompiledAlias {
  /** Key that the field or entity has now. */
  readonly of: string
  /** Day it was renamed, YYYY-MM-DD. */
  readonly since: string
}

export type Anchor = 'user' | 'department' | 'organization' | 'file'

interface CompiledBase {
  readonly key: string
  readonly uid: string
  readonly title: string
  /** SHA-256 of the canonical text, hex. */
  readonly hash: string
  /** Module part of the key. */
  readonly module: string
}

export interface CompiledModule extends CompiledBase {
  readonly version: string
  readonly dependsOn: readonly string[]
  readonly menu: readonly MenuItem[]
}

export interface MenuItem {
  readonly title: string
  readonly entity: string
  readonly view?: string
  readonly icon?: string
  /** Whoever may do this sees the entry; `read` when absent. */
  readonly needs?: string
}

export interface CompiledDictionary extends CompiledBase {
  readonly extensible: boolean
  readonly items: readonly DictionaryItem[]
  readonly byCode: ReadonlyMap<string, DictionaryItem>
}

export interface DictionaryItem {
  readonly code: string
  readonly title: string
  readonly parent?: string
  readonly color?: string
  readonly order?: number
  readonly off?: boolean
}

export interface CompiledEntity extends CompiledBase {
  readonly description?: string
  /** Physical table, never changing (architecture.md "Storage"). */
  readonly table: string
  readonly anchor?: Anchor
  /** Key of the parent entity when this is a sub-table. */
  readonly parent: string | null
  /** In the author's order: the order of form, list and print. Includes an engine-added serial. */
  readonly fields: ReadonlyMap<string, CompiledField>
  readonly byUid: ReadonlyMap<string, CompiledField>
  /** Fields by the keys they had before. */
  readonly aliases: ReadonlyMap<string, CompiledAlias>
  /** Fields with a column of their own. */
  readonly stored: readonly CompiledField[]
  /** Fields whose type is `children`. */
  readonly children: readonly CompiledField[]
  /** To-many relations: fields with a link table. */
  readonly links: readonly CompiledField[]
  /** Key of the field that makes the records a tree. */
  readonly treeParent: string | null
  /**
   * Fields that are computed in the record itself, in dependency order: formulas, and rollups over
   * the own sub-tables.
   */
  readonly formulas: readonly CompiledField[]
  readonly titleField: string
  readonly numbering: CompiledNumbering | null
  readonly lifecycles: readonly CompiledLifecycle[]
  readonly unique: readonly CompiledUnique[]
  readonly constraints: readonly CompiledConstraint[]
  readonly indexes: readonly { readonly uid: string; readonly fields: readonly string[] }[]
  /** Closed JSON Schema made from the entity for AJV: keywords of a fixed list only. */
  readonly validatorSchema: object
}

export interface CompiledField {
  readonly key: string
  readonly uid: string
  readonly title: string
  readonly description?: string
  readonly type: FieldType
  /** Of a part of an object: the names that lead to it inside the value of the column. */
  readonly member?: readonly string[]
  /** Physical column; null for what lies elsewhere: children, links of to-many relations, lookups. */
  readonly column: string | null
  /** The form its column keeps values in; null without a column. */
  readonly form: FieldForm | null
  /** Columns in other forms that are filled along: the one before a retype, or the one to come. */
  readonly mirrors: readonly FormColumn[]
  /** Physical link table `(owner, target, row_no)` of a to-many relation. */
  readonly linkTable: string | null
  /** Physical column with the uid of the entity that a polymorphic link points to. */
  readonly entityColumn: string | null
  /** Digits after the point of decimal, money and formulas with a scale. */
  readonly scale: number
  readonly required: boolean
  /** Never written by a request: serial, state, formula, or `readOnly`. */
  readonly readOnly: boolean
  readonly search: boolean
  /** The field's own JSON Schema object, frozen: minLength, pattern, x- words. */
  readonly schema: Readonly<Record<string, unknown>>
  /** Key of the entity a relation points to, to-one or to-many; of a lookup that of its source. */
  readonly target: string | null
  /** Entities a polymorphic link may point to; [] for every other type. */
  readonly targets: readonly { readonly key: string; readonly uid: string }[]
  /** Where a lookup has its value: to-one relations, then a stored field. */
  readonly lookup: FieldPath | null
  readonly onDelete: 'restrict' | 'empty' | 'cascade' | null
  readonly dictionary: string | null
  readonly lifecycle: string | null
  /** Key of the child entity of a children field. */
  readonly childEntity: string | null
  readonly formula: CompiledExpression | null
  readonly rollup: CompiledRollup | null
  /** `x-check`: fails only on FALSE. */
  readonly check: { readonly expression: CompiledExpression; readonly message: string } | null
  /** Literal default, or an expression. */
  readonly defaultValue: unknown
  readonly defaultExpression: CompiledExpression | null
}

/** How a rollup gathers its value. */
export interface CompiledRollup {
  readonly do: 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max' | 'join'
  /** Entity of the records gathered. */
  readonly from: string
  /** Its field that points here; null: its rows are rows of this record's own sub-table. */
  readonly by: CompiledField | null
  /** The children field of the own sub-table; null where others are gathered. */
  readonly rows: string | null
  /** The stored field that is gathered; null for a count. */
  readonly of: CompiledField | null
  readonly where: FilterNode | null
  /** Whether one record gathered says by itself whether and with what it counts. */
  readonly isNear: boolean
  /** What is read of a record gathered, by `of` and `where`, as dotted names there. */
  readonly names: readonly string[]
  /** What is read of the own record where rows of its own are gathered; else nothing. */
  readonly dependencies: readonly string[]
}

export interface CompiledNumbering {
  readonly field: string
  readonly parts: readonly NumberingPart[]
  readonly per: readonly string[]
  readonly reset: 'never' | 'year' | 'month' | 'day'
  readonly at: string
  readonly gapless: boolean
}
export type NumberingPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly format: string }
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'sequence'; readonly digits: number }

export interface CompiledUnique {
  readonly uid: string
  readonly fields: readonly string[]
  readonly where: FilterNode | null
}

/** What must hold whenever a record is written; checked under the locks of the command. */
export type CompiledConstraint = CompiledCheck | CompiledNoOverlap

export interface CompiledCheck {
  readonly kind: 'check'
  readonly uid: string
  /** Commands it is checked at (`create`, `update`, `transition:<id>`); null = every write. */
  readonly at: readonly string[] | null
  /** Fails only on FALSE. */
  readonly that: CompiledExpression
  /** The field the message is shown at. */
  readonly field: string
  readonly message: string
}

export interface CompiledNoOverlap {
  readonly kind: 'noOverlap'
  readonly uid: string
  /** Records of this kind overlap neither each other nor those of `against`. */
  readonly own: CompiledPeriods
  readonly against: readonly CompiledPeriods[]
}

/** Records that take up others for a time: from `from` until just before `to`. */
export interface CompiledPeriods {
  readonly entity: string
  /** To-one relations: what is taken up. Blank in one of them: nothing is. */
  readonly per: readonly string[]
  /** Blank: nothing is taken up. */
  readonly from: string
  /** Blank: without end. */
  readonly to: string
  /** Only records that meet it; reads nothing but the record. */
  readonly where: FilterNode | null
}

export interface CompiledLifecycle extends CompiledBase {
  readonly entity: string
  readonly field: string
  readonly initial: string
  readonly states: ReadonlyMap<string, LifecycleState>
  readonly transitions: ReadonlyMap<string, CompiledTransition>
}

export interface LifecycleState {
  readonly id: string
  readonly title: string
  readonly color?: string
  readonly final: boolean
  /** Roles that may edit in this state; null = whoever may update anyway; [] freezes the record. */
  readonly edit: readonly string[] | null
}

export interface CompiledTransition {
  readonly id: string
  readonly title: string
  readonly from: readonly string[]
  readonly to: string
  /** Role keys and `$owner`, `$flow`, `$schedule`. */
  readonly allow: readonly string[]
  readonly guard: FilterNode | null
  readonly guardExpression: CompiledExpression | null
  /** Text shown when the guard does not hold. */
  readonly guardMessage: string | null
  /** Form asked before the transition is made; null = none. */
  readonly form: string | null
  /** Whether a comment must be given. */
  readonly comment: 'none' | 'optional' | 'required'
  readonly confirm: boolean
}

export interface CompiledForm extends CompiledBase {
  readonly entity: string
  readonly terminals: readonly ('pc' | 'mobile')[]
  readonly nodes: readonly FormNode[]
}

/** A field or a group of the form, in the author's order. */
export type FormNode = FormFieldNode | FormLayoutNode
export interface FormFieldNode {
  readonly kind: 'field'
  readonly field: string
  readonly title: string | null
  readonly span: number | null
  readonly columns: readonly string[] | null
  readonly totals: readonly string[]
  readonly visible: CompiledExpression | boolean | null
  readonly readonly: CompiledExpression | boolean | null
  readonly required: CompiledExpression | boolean | null
  readonly value: CompiledExpression | null
}
export interface FormLayoutNode {
  readonly kind: 'layout'
  readonly id: string
  readonly component: 'Section' | 'Tabs' | 'Tab' | 'Columns' | 'Note'
  readonly title: string | null
  readonly text: string | null
  readonly columns: number
  readonly visible: CompiledExpression | boolean | null
  readonly nodes: readonly FormNode[]
}

export interface CompiledView extends CompiledBase {
  readonly entity: string
  readonly type: 'table'
  readonly columns: readonly {
    readonly path: string
    readonly title?: string
    readonly width?: number
  }[]
  /** Fields offered in the query bar. */
  readonly filters: readonly string[]
  /** Always applied; null shows everything the actor may read. */
  readonly where: FilterNode | null
  readonly sort: readonly SortKey[]
  readonly limit: number
}

export interface SortKey {
  readonly path: string
  readonly descending: boolean
}

export interface CompiledRole extends CompiledBase {
  readonly grants: readonly CompiledGrant[]
  /** What the role may do with definitions; each includes those before it. */
  readonly definitions: readonly DefinitionRight[]
}

/** Look at definitions and drafts, change drafts, publish. */
export type DefinitionRight = 'read' | 'edit' | 'publish'

export interface CompiledGrant {
  /** Entity keys the grant covers, wildcards resolved. */
  readonly entities: readonly string[]
  /** read create update delete restore export … `transition:<id>` `transition:*` `*`. */
  readonly actions: readonly string[]
  /** Row scope by entity key (a wildcard grant has none); null = every row. */
  readonly rows: FilterNode | null
  readonly only: readonly string[] | null
  readonly deny: readonly string[]
  readonly readonly: readonly string[]
  readonly mask: readonly string[]
}

export interface CompiledActorAttribute {
  readonly key: string
  /** The module that adds it. */
  readonly module: string
  readonly from: string
  readonly where: FilterNode
  readonly take: string
}

/** The part of an application by which names are looked up. */
export type KnownDefinitions = Pick<
  CompiledApplication,
  'entities' | 'dictionaries' | 'lifecycles' | 'anchors' | 'actorAttributes'
>
