import { Suspense } from 'react'
import { editorOf } from '#designer/editors/editor.ts'
import { useElement, useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { ElementForm } from './ElementForm.tsx'
import { KeyRow } from './KeyRow.tsx'
import { ProblemNotes } from './ProblemNotes.tsx'
import { UsesList } from './UsesList.tsx'
import { trailOf } from './trail_of.ts'
import { texts } from './texts.ts'

/** What the selected element says, as a form made of its meta-schema. */
export function PropertyPanel() {
  const workshop = useWorkshop()
  const selection = useWorkshopState((state) => state.selection)
  const set = useWorkshopState((state) => state.set)
  const found = useElement(selection)
  if (!selection || !found) return <p className="gd-note gd-panel-note">{texts.none}</p>
  const { definition, element } = found
  const trail = trailOf(definition, selection.path, set)
  const Extras = editorOf(definition.kind)?.PropertyExtras
  return (
    <div className="gd-properties" key={`${selection.uid} ${selection.path.join(' ')}`}>
      <nav className="gd-trail" aria-label={texts.up1}>
        {trail.map(({ path, title }, index) => (
          <button
            key={path.join('\n')}
            type="button"
            aria-current={index === trail.length - 1 ? 'true' : undefined}
            onClick={() => workshop.select({ uid: selection.uid, path })}
          >
            {title}
          </button>
        ))}
      </nav>
      <ProblemNotes at={selection} />
      <KeyRow at={selection} definition={definition} element={element} />
      {Extras && (
        <Suspense fallback={null}>
          <Extras definition={definition} element={element} />
        </Suspense>
      )}
      <ElementForm at={selection} definition={definition} />
      <UsesList definition={definition} element={element} />
    </div>
  )
}
