import { Suspense, useState } from 'react'
import { App, Spin } from 'antd'
import type { Session } from '#runtime/client/session.ts'
import { CommandPalette } from '#designer/palette/CommandPalette.tsx'
import { panels } from '#designer/panels/panel.ts'
import { ProblemsPanel } from '#designer/problems/ProblemsPanel.tsx'
import { PropertyPanel } from '#designer/properties/PropertyPanel.tsx'
import { DefinitionTree } from '#designer/tree/DefinitionTree.tsx'
import { useWorkshop } from '#designer/workshop/index.ts'
import { Canvas } from './Canvas.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { useAddress } from './address.ts'
import { useDesignerKeys } from './designer_keys.ts'
import { texts } from './texts.ts'

/** Tree, canvas, properties; problems below; what was opened from the top bar over the canvas. */
export function Frame({ session }: { session: Session }) {
  const workshop = useWorkshop()
  const { message } = App.useApp()
  const [hasPalette, setPalette] = useState(false)
  const [hasProblems, setProblems] = useState(false)
  const [panel, setPanel] = useState<string | null>(null)
  const save = async () => {
    await workshop.save()
    const { phase } = workshop.state.saving
    if (phase === 'saved') void message.success(texts.saved)
  }
  useAddress()
  useDesignerKeys({ save: () => void save(), palette: () => setPalette(true) })
  const Opened = panels.find((one) => one.name === panel)?.Panel
  const commands = [
    { title: texts.save, act: () => void save() },
    ...panels.map(({ title, name }) => ({ title, act: () => setPanel(name) })),
    { title: texts.back, act: () => location.assign('/') },
  ]
  return (
    <div className="gd-frame">
      <TopBar
        session={session}
        panel={panel}
        onPanel={(name) => setPanel(panel === name ? null : name)}
        onPalette={() => setPalette(true)}
        onSave={() => void save()}
      />
      <aside className="gd-left" aria-label={texts.tree}>
        <DefinitionTree />
      </aside>
      <main className="gd-middle" aria-label={texts.canvas}>
        {Opened ? (
          <Suspense fallback={<Spin className="gd-editor-wait" />}>
            <Opened onClose={() => setPanel(null)} />
          </Suspense>
        ) : (
          <Canvas />
        )}
      </main>
      <aside className="gd-right" aria-label={texts.properties}>
        <PropertyPanel />
      </aside>
      {hasProblems && (
        <section className="gd-bottom" aria-label={texts.problems}>
          <ProblemsPanel />
        </section>
      )}
      <StatusBar hasProblems={hasProblems} onProblems={() => setProblems(!hasProblems)} />
      {hasPalette && <CommandPalette commands={commands} onClose={() => setPalette(false)} />}
      <ConflictDialog />
    </div>
  )
}
