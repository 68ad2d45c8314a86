import { Suspense, useEffect, useRef, useState } from 'react'
import { Button, Empty, Result, Segmented, Spin } from 'antd'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { keyOf, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { editorOf, isHosted } from '#designer/editors/editor.ts'
import { JsonPane } from '#designer/json/JsonPane.tsx'
import { kindTitle } from '#designer/texts/kind_titles.ts'
import { KindIcon } from '#designer/tree/KindIcon.tsx'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

type Side = 'design' | 'both' | 'json'

/** The selected definition: its editor, its JSON, or both. */
export function Canvas() {
  const definition = useShown()
  const [side, setSide] = useState<Side>('design')
  if (!definition) {
    return (
      <Empty className="gd-empty" description={texts.nothingSelected}>
        <p className="gd-note">{texts.nothingSelectedAbout}</p>
      </Empty>
    )
  }
  return (
    <div className="gd-canvas">
      <header className="gd-canvas-head">
        <KindIcon kind={definition.kind} />
        <h1>{titleOf(definition)}</h1>
        <small>
          {kindTitle(definition.kind)} {keyOf(definition)}
        </small>
        <Segmented<Side>
          value={side}
          options={[
            { value: 'design', label: texts.design },
            { value: 'both', label: texts.both },
            { value: 'json', label: texts.json },
          ]}
          onChange={setSide}
        />
      </header>
      <div className="gd-canvas-body">
        {side !== 'json' && <Editor key={`editor ${definition.uid}`} definition={definition} />}
        {side !== 'design' && <JsonPane key={`json ${definition.uid}`} definition={definition} />}
      </div>
    </div>
  )
}

/**
 * The definition the canvas is of: that of the selection, or the one before as long as it draws what is
 * selected. A definition that is chosen as a whole is opened itself.
 */
function useShown(): DesignDefinition | null {
  const set = useWorkshopState((state) => state.set)
  const selection = useWorkshopState((state) => state.selection)
  const before = useRef<string | null>(null)
  const selected = selection ? (set.get(selection.uid) ?? null) : null
  const host = before.current === null ? undefined : set.get(before.current)
  const isInHost = selected && host && selection!.path.length > 0 && isHosted(host, selected)
  const shown = isInHost ? host : selected
  useEffect(() => {
    before.current = shown?.uid ?? null
  })
  return shown
}

function Editor({ definition }: { definition: DesignDefinition }) {
  const editor = editorOf(definition.kind)
  if (!editor) return <p className="gd-note gd-canvas-note">{texts.plain}</p>
  const { Canvas: Drawn } = editor
  return (
    <div className="gd-editor">
      <ErrorBoundary
        fallback={(again) => (
          <Result
            status="error"
            title={texts.crashed}
            extra={<Button onClick={again}>{texts.again}</Button>}
          />
        )}
      >
        <Suspense fallback={<Spin className="gd-editor-wait" />}>
          <Drawn definition={definition} />
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}
