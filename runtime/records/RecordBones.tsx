/** The outline of a record that is on its way. */
export function RecordBones() {
  return (
    <div className="gj-panel" aria-busy>
      <div className="gj-panel-head">
        <span className="gj-bone" style={{ width: 240, height: 22 }} />
      </div>
      <div className="gj-panel-body">
        <div className="gj-fields" style={{ '--gj-columns': 2 } as React.CSSProperties}>
          {[52, 70, 44, 60, 66, 38, 58, 48].map((width, n) => (
            <div key={n} className="gj-field">
              <span className="gj-bone" style={{ width: 72, height: 12, marginBottom: 10 }} />
              <span className="gj-bone" style={{ width: `${width}%` }} />
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
