import { Alert, Button } from 'antd'
import { useSession } from '#runtime/client/queries.ts'
import { rolesPath } from '#runtime/shell/paths.ts'
import { ElementGrid } from '#designer/grid/ElementGrid.tsx'
import { keyOf } from '#designer/document/index.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import type { CanvasProps } from '../editor.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { entitiesNobodyCreates, roleSummary } from './role_summary.ts'
import { texts } from './texts.ts'

const columns = [
  { name: 'entity', width: 'minmax(170px, 1fr)' },
  { name: 'actions', width: 'minmax(240px, 2fr)' },
]

/** Grants as lines, and what they come to in words; rows and fields of a grant are in the properties. */
export function RoleCanvas({ definition }: CanvasProps) {
  const set = useWorkshopState((state) => state.set)
  const summary = roleSummary(definition, set)
  const mayGive = useSession().data?.givesRoles ?? false
  const lonely = entitiesNobodyCreates(definition, set)
  return (
    <>
      <section className="gd-egrid gd-role-summary" aria-label={texts.summary}>
        <header>
          <h2>{texts.summary}</h2>
          {mayGive && (
            <Button
              type="link"
              size="small"
              href={`${rolesPath}?q=${encodeURIComponent(keyOf(definition))}`}
              title={texts.giveAbout}
            >
              {texts.give}
            </Button>
          )}
        </header>
        <ul>
          {summary.length === 0 && <li>{texts.nothing}</li>}
          {summary.map((line, index) => (
            <li key={`${index} ${line}`}>{line}</li>
          ))}
        </ul>
        {lonely.length > 0 && (
          <Alert type="warning" showIcon message={texts.noCreate(phrases.listed(lonely))} />
        )}
      </section>
      <ElementGrid definition={definition} path={['grants']} columns={columns} />
    </>
  )
}
