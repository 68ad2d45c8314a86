import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import type { DesignDefinition, DesignSet, Members } from '#designer/document/index.ts'

const modules = fileURLToPath(new URL('../../../schemas/modules', import.meta.url))

/** Every definition that ships, with the text of its file. */
export function shippedTexts(): { file: string; text: string }[] {
  return readdirSync(modules, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json') && !file.includes('samples'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(modules, file), 'utf8') }))
}

export function designDefinition(text: string): DesignDefinition {
  const document = JSON.parse(text) as Members & { uid: string; kind: string }
  return { uid: document.uid, kind: document.kind, document, layer: 'product' }
}

/** What ships, as the workshop holds it. */
export function shippedSet(): DesignSet {
  const definitions = shippedTexts().map(({ text }) => designDefinition(text))
  return new Map(definitions.map((one) => [one.uid, one]))
}
