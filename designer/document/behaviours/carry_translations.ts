import { humanTexts } from '#engine/compile/index.ts'
import { diffDocuments, pointerSegment } from '#schemas/index.ts'
import type { Behaviour, Edit } from '../commands/command.ts'
import { keyOf } from '../definition.ts'
import type { DesignDefinition, Members } from '../definition.ts'

/** Address of a translated text -> its address now; null: the text is gone. */
type Moves = ReadonlyMap<string, string | null>

/** Translations are filed under the names of what they translate: they move with them, and go with them. */
export const carryTranslations: Behaviour = {
  name: 'carry translations',
  after(edits, editing) {
    const translated = [...editing.set.values()].filter(({ kind }) => kind === 'locales')
    if (translated.length === 0) return
    const moves: Moves = new Map(edits.flatMap(movesOf))
    for (const { uid, document } of translated) {
      const isTouched = Object.keys(textsOf(document)).some((address) => moves.has(address))
      if (isTouched) editing.change(uid, (now) => withMoved(now.document, moves))
    }
  },
}

function movesOf({ before, after }: Edit): [string, string | null][] {
  if (!before || before.kind === 'locales' || before.document === after?.document) return []
  const was = humanTexts(before.kind, before.document)
  const now = after ? humanTexts(after.kind, after.document) : []
  const [earlier, later] = [was, now].map((texts) => new Set(texts.map(({ place }) => place)))
  const atPointer = new Map(now.map((text) => [text.pointer, text.place]))
  const pointerNow = after ? pointersNow(before, after) : (pointer: string) => pointer
  return was.flatMap(({ place, pointer }): [string, string | null][] => {
    const found = later!.has(place) ? place : atPointer.get(pointerNow(pointer))
    const isNew = found !== undefined && (found === place || !earlier!.has(found))
    const from = addressOf(before, place)
    const to = after && isNew ? addressOf(after, found) : null
    return from === to ? [] : [[from, to]]
  })
}

/** Where a pointer leads after fields and nodes were renamed. */
function pointersNow(before: DesignDefinition, after: DesignDefinition) {
  const renamed = diffDocuments(before.kind, before.document, after.document)
    .filter(({ change }) => change === 'renamed')
    .map((one) => {
      const holder = one.pointer.slice(0, one.pointer.lastIndexOf('/'))
      return { from: `${holder}${pointerSegment(String(one.before))}/`, to: `${one.pointer}/` }
    })
  return (pointer: string) => {
    const one = renamed.find(({ from }) => pointer.startsWith(from))
    return one ? one.to + pointer.slice(one.from.length) : pointer
  }
}

function addressOf(definition: DesignDefinition, place: string): string {
  return `${definition.kind}:${keyOf(definition)}#${place}`
}

function textsOf(document: Members): Readonly<Record<string, unknown>> {
  return (document.texts ?? {}) as Readonly<Record<string, unknown>>
}

function withMoved(document: Members, moves: Moves): Members {
  const texts = Object.entries(textsOf(document)).flatMap(([address, text]) => {
    const to = moves.get(address)
    return to === null ? [] : [[to ?? address, text] as const]
  })
  return { ...document, texts: Object.fromEntries(texts) }
}
