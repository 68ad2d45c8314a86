const widths = [68, 42, 55, 36, 60, 48, 64, 40]

/** The outline of a list page before its view is known. */
export function ListBones() {
  return (
    <div className="gj-page" aria-busy>
      <div className="gj-page-head">
        <span className="gj-bone" style={{ width: 120, height: 22 }} />
      </div>
      <div className="gj-card" style={{ padding: 24 }}>
        <span className="gj-bone" style={{ width: '60%' }} />
      </div>
      <section className="gj-card gj-list">
        <RowBones />
      </section>
    </div>
  )
}

/** The outline of rows that are on their way. */
export function RowBones() {
  return (
    <div aria-busy style={{ flex: 1, padding: '4px 20px' }}>
      {widths.map((width, n) => (
        <div
          key={n}
          style={{
            display: 'grid',
            gridTemplateColumns: '2fr 1fr 1fr 1fr',
            gap: 32,
            padding: '16px 0',
            borderBottom: '1px solid var(--gj-line)',
          }}
        >
          <span className="gj-bone" style={{ width: `${width}%` }} />
          <span className="gj-bone" style={{ width: '70%' }} />
          <span className="gj-bone" style={{ width: '50%' }} />
          <span className="gj-bone" style={{ width: '60%' }} />
        </div>
      ))}
    </div>
  )
}
