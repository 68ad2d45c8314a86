import { Alert, Tag } from 'antd'
import type { Conversion, ToldMigration } from './releases_client.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { sampleText } from './sample_text.ts'
import { texts } from './texts.ts'

const lockColors = { none: 'green', write: 'gold', all: 'red' } as const

/** What tables need: how many rows, who waits, how long, and what becomes of stored values. */
export function MigrationList({ migrations }: { migrations: readonly ToldMigration[] }) {
  return (
    <section className="gd-plan-part" aria-label={texts.tables}>
      <h3>{texts.tables}</h3>
      {migrations.length === 0 && <p className="gd-note">{texts.noTables}</p>}
      <ul className="gd-migrations">
        {migrations.map((migration) => (
          <li key={migration.statement}>
            <div className="gd-migration-head">
              <strong>{migration.about}</strong>
              <span>{texts.rows(migration.rows)}</span>
              <span>{texts.seconds(migration.seconds)}</span>
              {migration.behind && <span>{texts.behind}</span>}
              <Tag color={lockColors[migration.lock]}>{texts.locks[migration.lock]}</Tag>
            </div>
            {migration.converts && <ConversionCounts conversion={migration.converts} />}
            <details>
              <summary>{texts.statement}</summary>
              <pre className="gd-code">{migration.statement}</pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ConversionCounts({ conversion }: { conversion: Conversion }) {
  const { ok, rounded, failing, samples } = conversion
  const counts = [
    texts.converts(ok),
    ...(rounded > 0 ? [texts.rounded(rounded)] : []),
    ...(failing > 0 ? [texts.failing(failing)] : []),
  ]
  if (failing === 0) return <p className="gd-note">{phrases.counted(counts)}</p>
  return (
    <Alert
      type="warning"
      showIcon
      message={phrases.counted(counts)}
      description={
        <>
          <p>{texts.failingAbout}</p>
          {samples.length > 0 && (
            <p>
              {phrases.labelled(texts.samples, '')}
              {samples.map((sample, index) => (
                <code key={index} className="gd-sample">
                  {sampleText(sample)}
                </code>
              ))}
            </p>
          )}
        </>
      }
    />
  )
}
