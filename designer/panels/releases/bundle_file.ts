import { textOf } from '#designer/document/index.ts'
import type { Members } from '#designer/document/index.ts'
import type { Workshop } from '#designer/workshop/index.ts'

/** A bundle that was chosen, and how its definitions differ from what is active. */
export interface ChosenBundle {
  readonly name: string
  readonly bundle: unknown
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly same: number
}

/** Reads a bundle; null when it is none. The server judges what is in it. */
export function readBundleFile(
  name: string,
  text: string,
  workshop: Workshop
): ChosenBundle | null {
  const bundle = parsed(text)
  const definitions = (bundle as { definitions?: unknown } | null)?.definitions
  if (!Array.isArray(definitions)) return null
  const added: string[] = []
  const changed: string[] = []
  let same = 0
  for (const one of definitions) {
    const document = parsed((one as { text?: unknown } | null)?.text)
    if (!isDefinition(document)) return null
    const active = workshop.copyOf(document.uid)?.active
    const title = String(document.title ?? document.key)
    if (!active) added.push(title)
    else if (textOf({ kind: document.kind, document }) === activeText(document.kind, active)) same++
    else changed.push(title)
  }
  return { name, bundle, added, changed, same }
}

function activeText(kind: string, { document }: { document: Members }): string {
  return textOf({ kind, document })
}

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function isDefinition(
  value: unknown
): value is Members & { kind: string; key: string; uid: string } {
  const { kind, key, uid } = (value ?? {}) as Record<string, unknown>
  return [kind, key, uid].every((each) => typeof each === 'string')
}

/** Hands a document to the browser as a file. */
export function download(name: string, document_: unknown): void {
  const blob = new Blob([`${JSON.stringify(document_, null, 2)}\n`], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}
