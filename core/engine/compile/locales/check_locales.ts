import { pointerSteps } from '#schemas/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { objectOf } from '../reading/shape.ts'
import { shown } from '../names/keys.ts'
import { kinds } from '../context.ts'
import type { CompileContext, Definition } from '../context.ts'
import type { Finding } from '../problem_list.ts'
import { humanTexts } from './human_texts.ts'
import type { HumanText } from './human_texts.ts'
import { languageOfLocales, localeNames, readAddress } from './locale_address.ts'

/** How many missing translations are named; the rest is counted. */
const mostNamed = 3

/** Texts of each definition of the module, by place: `entity:library.book` -> /title. */
type Translatables = ReadonlyMap<string, Translatable>
interface Translatable {
  readonly document: unknown
  readonly texts: ReadonlyMap<string, HumanText>
}

/**
 * Checks the translations of one module: the language is one the engine speaks, each text says
 * something and fits its place, and nothing is translated that never was a text of the module. What
 * has no translation is told in one warning. A translation whose text may have gone is a warning too:
 * it is shown to nobody, and an installation that takes a field away must not be kept from it.
 */
export function checkLocales(definition: Definition, context: CompileContext): void {
  if (!languageOfLocales(definition.key)) {
    return context.problems.report(definition, {
      code: 'E_DEFINITION_LOCALE',
      pointer: '/key',
      message: `没有语言“${shown(definition.key.split('.')[1])}”`,
      fix: `可用的语言：${localeNames.join('、')}`,
    })
  }
  const known = translatables(definition.module, context)
  const given = objectOf(definition.document.texts)
  for (const [address, text] of Object.entries(given)) {
    const finding = misfit({ address, given: text, module: definition.module }, known)
    if (finding) context.problems.report(definition, finding)
  }
  const missing = untranslated(known, given)
  if (missing.length > 0) context.problems.report(definition, incomplete(missing))
}

function translatables(module: string, context: CompileContext): Translatables {
  const found = new Map<string, Translatable>()
  for (const [kind, definitions] of context.definitions) {
    if (kind === 'locales') continue
    for (const definition of definitions.values()) {
      if (definition.module !== module) continue
      const { document, key } = definition
      const texts = humanTexts(kind, document).map((one) => [one.place, one] as const)
      found.set(`${kind}:${key}`, { document, texts: new Map(texts) })
    }
  }
  return found
}

function misfit(
  { address, given, module }: { address: string; given: unknown; module: string },
  known: Translatables
): Finding | null {
  const { of, place } = readAddress(address) ?? { of: address, place: '' }
  const at = { code: 'E_DEFINITION_LOCALE', pointer: pointerTo('/texts', address) } as const
  const found = known.get(of)
  if (!found) {
    const fix = '改正种类与标识，或删去这一项；译文只写本模块的定义'
    const message = `本模块没有定义“${shown(of)}”`
    return { ...at, ...(mayBeGone(of, module) && { severity: 'warning' }), message, fix }
  }
  const text = found.texts.get(place)
  if (!text) {
    const message = `“${shown(of)}”的“${shown(place)}”处没有给人看的文字`
    const fix = '改正位置（列表中的一项按其身份写），或删去这一项'
    const isThere = valueAt(found.document, place) !== undefined
    return { ...at, ...(!isThere && { severity: 'warning' }), message, fix }
  }
  if (typeof given !== 'string') return null
  if (given.trim() === '') return { ...at, message: '译文是空的', fix: '写出译文，或删去这一项' }
  if (text.longest === null || [...given].length <= text.longest) return null
  return { ...at, message: `译文超过 ${text.longest} 个字符`, fix: '写短一些' }
}

/** Whether there may once have been such a definition: of a known kind, and of the module itself. */
function mayBeGone(of: string, module: string): boolean {
  const [kind = '', key = ''] = of.split(':')
  return kinds.some((one) => one === kind) && key.split('.')[0] === module
}

/** What stands at a place of a document by names and indexes; undefined if nothing does. */
function valueAt(document: unknown, place: string): unknown {
  return pointerSteps(place).reduce<unknown>((value, step) => objectOf(value)[step], document)
}

/** What people are shown; what a whole definition is for is told to implementers alone. */
function untranslated(known: Translatables, given: Readonly<Record<string, unknown>>): string[] {
  return [...known].flatMap(([of, { texts }]) =>
    [...texts.keys()]
      .filter((place) => place !== '/description')
      .map((place) => `${of}#${place}`)
      .filter((address) => !Object.hasOwn(given, address))
  )
}

function incomplete(missing: readonly string[]): Finding {
  const first = missing.slice(0, mostNamed)
  const rest = missing.length > first.length ? ' 等' : ''
  return {
    code: 'E_DEFINITION_UNTRANSLATED',
    severity: 'warning',
    pointer: '/texts',
    message: `${missing.length} 处文字没有译文，以中文显示：${first.map(shown).join('、')}${rest}`,
    fix: '补上译文',
    params: { count: missing.length, first },
  }
}
