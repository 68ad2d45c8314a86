import type { CSSProperties, ReactNode } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { linkOf } from '#runtime/fields/link_value.ts'
import { shownFields, spanOf } from '#runtime/forms/bridge.ts'
import { formEvaluation } from '#runtime/forms/evaluation.ts'
import { useSession } from '#runtime/client/queries.ts'
import { texts } from '#runtime/texts/index.ts'
import { RevealedValue } from './rights/RevealedValue.tsx'
import { RowsTable } from './RowsTable.tsx'
import { useChangedFields } from './live/changed_fields.ts'
import { linkageOf } from './needed_fields.ts'
import type { EvaluationContext } from '#engine/expressions/index.ts'
import type { RuntimeField, RuntimeForm, RuntimeNode } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { FormLinkage } from '#runtime/forms/linkage.ts'

interface DetailProps {
  definition: RuntimeForm
  record: RecordJson
  /** Masked fields that may be looked at. */
  revealable?: readonly string[]
}

/** What every node of a record's detail is shown with. */
interface DetailFacts extends DetailProps {
  linkage: FormLinkage
  context: EvaluationContext
  /** Fields that somebody changed just now. */
  changed: ReadonlySet<string>
}

const grid = (columns: number) => ({ '--gj-columns': columns }) as CSSProperties

/** A record's values, arranged as its form arranges the inputs. */
export function RecordDetail({ definition, record, revealable = [] }: DetailProps) {
  const me = useSession().data?.user.id ?? ''
  const context = formEvaluation({ fields: definition.fields, values: record, me })
  const changed = useChangedFields(record)
  const linkage = linkageOf(definition)
  const facts = { definition, record, revealable, linkage, context, changed }
  const rest = restOf(definition)
  return (
    <div className="gj-fields gj-detail" style={grid(2)}>
      {definition.nodes.map((node, n) => (
        <DetailNode key={n} node={node} columns={2} {...facts} />
      ))}
      {rest.length > 0 && (
        <DetailSection title={texts.record.otherFields} columns={2}>
          {rest.map((field) => (
            <DetailField key={field.key} field={field} title={field.title} span={1} {...facts} />
          ))}
        </DetailSection>
      )}
      <SystemSection record={record} />
    </div>
  )
}

/** Fields the form does not show; number and states stand in the head already. */
function restOf(definition: RuntimeForm): RuntimeField[] {
  const shown = shownFields(definition)
  return definition.fields.filter(
    (field) =>
      !shown.has(field.key) &&
      field.type !== 'state' &&
      field.type !== 'serial' &&
      field.key !== definition.titleField
  )
}

interface DetailNodeProps extends DetailFacts {
  node: RuntimeNode
  columns: number
  section?: string | null
}

function DetailNode(props: DetailNodeProps): ReactNode {
  const { node, columns, definition, linkage, context } = props
  if (node.kind === 'field') {
    const field = definition.fields.find((each) => each.key === node.field)
    const visible = linkage.fields.get(node.field)?.visible
    if (!field || (visible && !visible(context))) return null
    const span = spanOf(field, node, columns)
    return <DetailField {...props} field={field} title={node.title ?? field.title} span={span} />
  }
  const visible = linkage.layouts.get(node.id)
  if (node.component === 'Note' || (visible && !visible(context))) return null
  const inner = node.nodes.map((each, n) => (
    <DetailNode key={n} {...props} node={each} columns={node.columns} section={node.title} />
  ))
  if (node.component === 'Tabs') return <>{inner}</>
  return (
    <DetailSection title={node.component === 'Columns' ? null : node.title} columns={node.columns}>
      {inner}
    </DetailSection>
  )
}

interface DetailSectionProps {
  title: string | null
  columns: number
  children: ReactNode
}

function DetailSection({ title, columns, children }: DetailSectionProps) {
  return (
    <section className="gj-section">
      {title && <h3 className="gj-section-title">{title}</h3>}
      <dl className="gj-fields" style={grid(columns)}>
        {children}
      </dl>
    </section>
  )
}

type DetailFieldProps = DetailFacts & {
  field: RuntimeField
  title: string
  span: number
  /** Title of the section around it. */
  section?: string | null
}

function DetailField(props: DetailFieldProps) {
  const { field, title, span, section, definition, record, revealable = [], changed } = props
  const isChanged = changed.has(field.key)
  const value = record[field.key]
  // A section made for one sub-table has its title: once is enough.
  const isNamed = field.childFields !== null && title === section
  return (
    <div className="gj-field" style={{ gridColumn: `span ${span}` }}>
      <dt className={isNamed ? 'gj-hidden' : 'gj-label'}>{title}</dt>
      <dd
        key={isChanged ? record.rev : 0}
        className={isChanged ? 'gj-value gj-value-changed' : 'gj-value'}
      >
        {field.childFields ? (
          <RowsTable definition={definition} field={field} rows={value} />
        ) : revealable.includes(field.key) && value !== null ? (
          <RevealedValue
            {...{ entity: definition.entity, id: record.id, field, value }}
            key={record.rev}
          />
        ) : (
          <FieldValue field={field} value={value} place="detail" />
        )}
      </dd>
    </div>
  )
}

/** Who made the record, and when it was made and changed. */
function SystemSection({ record }: { record: RecordJson }) {
  const author = linkOf(record['created_by'])
  const lines: [string, string | null][] = [
    // The name is told only to whoever may read it.
    [texts.record.createdBy, author?.title ?? null],
    [texts.record.createdAt, instant(record['created_at'])],
    [texts.record.updatedAt, instant(record['updated_at'])],
  ]
  const known = lines.filter(([, text]) => text !== null)
  if (known.length === 0) return null
  return (
    <DetailSection title={texts.record.systemFields} columns={3}>
      {known.map(([title, text]) => (
        <div className="gj-field" key={title}>
          <dt className="gj-label">{title}</dt>
          <dd className="gj-value gj-number">{text}</dd>
        </div>
      ))}
    </DetailSection>
  )
}

function instant(value: unknown): string | null {
  return typeof value === 'string' ? formatInstant(value) : null
}
