import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { rowHeights, totalKinds, viewKinds } from '#engine/presentation/index.ts'
import type { SavedColumn, SavedViewConfig } from '#engine/presentation/index.ts'
import { savedViewInvalid } from '../errors.ts'

/** Bytes of one view's settings, at most. */
const mostBytes = 16 * 1024
const mostColumns = 60
const mostTotals = 20
const mostPathCharacters = 200

type Check = (value: unknown, path: string, wrong: Wrong) => void
type Wrong = (path: string, zh: string, en: string) => void

const columnMembers = ['path', 'width', 'frozen']

/** What each part of the settings has to look like; what it names is judged by fit_config.ts. */
const parts: Readonly<Record<keyof SavedViewConfig, Check>> = {
  view: text,
  kind: oneOf(viewKinds),
  columns: (value, path, wrong) => list(value, path, wrong, { most: mostColumns, each: column }),
  rowHeight: oneOf(rowHeights),
  sort: text,
  filter: (value, path, wrong) => {
    if (!isObject(value)) wrong(path, '须为对象', 'must be an object')
  },
  search: text,
  group: text,
  totals: (value, path, wrong) => list(value, path, wrong, { most: mostTotals, each: total }),
  size: (value, path, wrong) => integer(value, path, wrong, [1, 1_000]),
  board: text,
}

/**
 * Reads the settings of a saved view: shape and sizes, unknown members refused.
 *
 * @throws E_VIEW_INVALID (422) with every fault at once
 */
export function readConfig(given: unknown): SavedViewConfig {
  const faults: Fault[] = []
  const wrong: Wrong = (path, zh, en) => void faults.push(savedViewInvalid({ zh, en }, path))
  if (!isObject(given)) wrong('/config', '须为对象', 'must be an object')
  else {
    for (const [key, value] of Object.entries(given)) {
      const path = `/config/${key}`
      if (Object.hasOwn(parts, key)) parts[key as keyof SavedViewConfig](value, path, wrong)
      else wrong(path, '没有这一项', 'is unknown')
    }
    if (Buffer.byteLength(JSON.stringify(given)) > mostBytes) {
      wrong('/config', `不能超过 ${mostBytes} 字节`, `must not exceed ${mostBytes} bytes`)
    }
  }
  if (faults.length > 0) throw new Refusal(faults)
  return given as SavedViewConfig
}

function text(value: unknown, path: string, wrong: Wrong): void {
  if (typeof value === 'string' && value !== '' && value.length <= mostPathCharacters) return
  const most = mostPathCharacters
  wrong(path, `须为 1 至 ${most} 个字符的文本`, `must be text of 1 to ${most} characters`)
}

function oneOf(words: readonly string[]): Check {
  return (value, path, wrong) => {
    if (typeof value === 'string' && words.includes(value)) return
    wrong(path, `须为 ${words.join('、')} 之一`, `must be one of ${words.join(', ')}`)
  }
}

function integer(value: unknown, path: string, wrong: Wrong, [from, to]: [number, number]): void {
  if (Number.isInteger(value) && (value as number) >= from && (value as number) <= to) return
  wrong(path, `须为 ${from} 至 ${to} 的整数`, `must be an integer from ${from} to ${to}`)
}

function list(
  value: unknown,
  path: string,
  wrong: Wrong,
  { most, each }: { most: number; each: Check }
): void {
  if (!Array.isArray(value) || value.length > most) {
    wrong(path, `须为至多 ${most} 项的列表`, `must be a list of at most ${most}`)
  } else value.forEach((item, n) => each(item, `${path}/${n}`, wrong))
}

function column(value: unknown, path: string, wrong: Wrong): void {
  if (!isObject(value)) return wrong(path, '须为对象', 'must be an object')
  const { width, frozen } = value as Partial<SavedColumn>
  for (const key of Object.keys(value)) {
    if (!columnMembers.includes(key)) wrong(`${path}/${key}`, '没有这一项', 'is unknown')
  }
  text(value.path, `${path}/path`, wrong)
  if (width !== undefined) integer(width, `${path}/width`, wrong, [40, 1_000])
  if (frozen !== undefined && typeof frozen !== 'boolean') {
    wrong(`${path}/frozen`, '须为 true 或 false', 'must be true or false')
  }
}

function total(value: unknown, path: string, wrong: Wrong): void {
  if (!isObject(value)) return wrong(path, '须为对象', 'must be an object')
  for (const key of Object.keys(value)) {
    if (key !== 'path' && key !== 'do') wrong(`${path}/${key}`, '没有这一项', 'is unknown')
  }
  text(value.path, `${path}/path`, wrong)
  oneOf(totalKinds)(value.do, `${path}/do`, wrong)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
