import type { ComponentType } from 'react'

/** Something the frame opens beside definitions: publishing, live preview. `panels/<name>/panel.ts` exports it. */
export interface DesignerPanel {
  readonly title: string
  readonly Icon: ComponentType
  /** Place among the buttons of the top bar, from the left. */
  readonly order: number
  /** Drawn over the canvas when it is open. */
  readonly Panel: ComponentType<{ onClose: () => void }>
}

const modules = import.meta.glob<{ panel: DesignerPanel }>('./*/panel.ts', { eager: true })

/** Every panel that lies here; nothing else has to be told of one. Its body is best loaded lazily. */
export const panels: readonly (DesignerPanel & { name: string })[] = Object.entries(modules)
  .map(([path, { panel }]) => ({ ...panel, name: path.split('/')[1] ?? '' }))
  .sort((a, b) => a.order - b.order)
