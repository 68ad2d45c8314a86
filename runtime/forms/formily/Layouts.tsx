import type { CSSProperties, ReactNode } from 'react'
import { Alert, Tabs as AntTabs } from 'antd'
import { RecursionField, observer, useFieldSchema, useForm } from '@formily/react'

interface LayoutProps {
  title?: string | null
  text?: string | null
  columns?: number
  children?: ReactNode
}

const grid = (columns = 1) => ({ '--gj-columns': columns }) as CSSProperties

/** A titled part of the form. */
export function Section({ title, columns, children }: LayoutProps) {
  return (
    <section className="gj-section">
      {title && <h3 className="gj-section-title">{title}</h3>}
      <div className="gj-fields" style={grid(columns)}>
        {children}
      </div>
    </section>
  )
}

/** Fields side by side, without a title. */
export function Columns({ columns, children }: LayoutProps) {
  return (
    <div className="gj-fields gj-wide" style={grid(columns)}>
      {children}
    </div>
  )
}

/** A text for whoever fills in the form. */
export function Note({ text, title }: LayoutProps) {
  return (
    <Alert
      className="gj-wide"
      type="info"
      showIcon
      message={title ?? text}
      {...(title && text ? { description: text } : {})}
    />
  )
}

/** Its children are the tabs; all are rendered, so that all are checked. */
export const Tabs = observer(() => {
  const schema = useFieldSchema()
  const form = useForm()
  const tabs = schema.mapProperties((tab, name) => ({ tab, name: String(name) }))
  const shown = tabs.filter(({ name }) => form.query(name).take()?.display !== 'hidden')
  return (
    <AntTabs
      className="gj-wide"
      items={shown.map(({ tab, name }) => ({
        key: name,
        label: String(tab['x-component-props']?.['title'] ?? ''),
        forceRender: true,
        children: <RecursionField schema={tab} name={name} />,
      }))}
    />
  )
})

export function Tab({ columns, children }: LayoutProps) {
  return (
    <div className="gj-fields" style={grid(columns)}>
      {children}
    </div>
  )
}
