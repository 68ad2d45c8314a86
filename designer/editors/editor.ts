import { lazy } from 'react'
import type { ComponentType } from 'react'
import type { DesignDefinition, DesignSet, Located } from '#designer/document/index.ts'

/** What the canvas of a kind is given; selection and commands are `useWorkshop()`. */
export interface CanvasProps {
  definition: DesignDefinition
}

/** What may stand above the generated properties of an element. */
export interface PropertyExtrasProps {
  definition: DesignDefinition
  element: Located
}

/** `editors/<kind>/editor.ts` exports these. */
interface EditorModule {
  /** What is drawn in the middle. */
  Canvas: ComponentType<CanvasProps>
  /** Properties that the element's own schema does not have (a field is required by its entity). */
  PropertyExtras?: ComponentType<PropertyExtrasProps>
}

export interface DesignEditor {
  readonly Canvas: ComponentType<CanvasProps>
  readonly PropertyExtras: ComponentType<PropertyExtrasProps>
}

/** Each folder is the editor of the kind it is called after: nothing else has to be told of it. */
const modules = import.meta.glob<EditorModule>('./*/editor.ts')

const Nothing: ComponentType<PropertyExtrasProps> = () => null

const editors = new Map(
  Object.entries(modules).map(([path, load]): [string, DesignEditor] => [
    path.split('/')[1] ?? '',
    {
      Canvas: lazy(async () => ({ default: (await load()).Canvas })),
      PropertyExtras: lazy(async () => ({ default: (await load()).PropertyExtras ?? Nothing })),
    },
  ])
)

/** Whether the canvas of one definition also draws the elements of another: that of a sub-table. */
export type Hosts = (definition: DesignDefinition, other: DesignDefinition) => boolean

/** `editors/<kind>/hosts.ts`, where there is one. */
const hosting = import.meta.glob<{ hosts: Hosts }>('./*/hosts.ts', { eager: true })

/** Whether an element of `other` is to be edited on the canvas of `definition`. */
export function isHosted(definition: DesignDefinition, other: DesignDefinition): boolean {
  return hosting[`./${definition.kind}/hosts.ts`]?.hosts(definition, other) ?? false
}

/** Properties of an element that mean nothing there, or that the canvas is for. */
export type Hidden = (definition: DesignDefinition, element: Located, set: DesignSet) => string[]

/** `editors/<kind>/hidden.ts`, where there is one. */
const hiding = import.meta.glob<{ hidden: Hidden }>('./*/hidden.ts', { eager: true })

export function hiddenProperties(...given: Parameters<Hidden>): string[] {
  return hiding[`./${given[0].kind}/hidden.ts`]?.hidden(...given) ?? []
}

/** The editor of a kind; null: its definitions are edited by properties and JSON. */
export function editorOf(kind: string): DesignEditor | null {
  return editors.get(kind) ?? null
}
