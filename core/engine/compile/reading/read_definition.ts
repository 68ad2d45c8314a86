import { budgets } from '#engine/budgets.ts'
import { shown } from '../names/keys.ts'
import { scanJson } from './scan_json.ts'
import type { Finding } from '../problem_list.ts'

/** Names that reach the prototype of an object in careless code. No definition has a use for them. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype'])

/** Beyond this a definition is so wrong that more of the same helps nobody. */
const mostFindings = 50

/**
 * Text -> document. Everything that could hurt a later step is looked for in the raw text, before
 * anything recurses: size, depth, members given twice, names of the prototype, number of
 * properties, `{{` (a template language of the browser's libraries), numbers that would lose digits.
 * The document is null when it is not safe to look into.
 */
export function readDefinition(text: string): {
  document: Record<string, unknown> | null
  problems: Finding[]
} {
  const size = utf8Bytes(text)
  if (size > budgets.definitionBytes) {
    const values = mostValuesIn(text)
    if (values > budgets.enumValues) return { document: null, problems: [tooManyValues(values)] }
    return refused(
      'E_DEFINITION_TOO_LARGE',
      '',
      `定义有 ${size} 字节，最多 ${budgets.definitionBytes} 字节`,
      '拆成几个定义'
    )
  }
  const scan = scanForHarm(text)
  if (scan.harmful) return { document: null, problems: scan.problems }
  const parsed = parse(text)
  return { document: parsed.document, problems: [...scan.problems, ...parsed.problems] }
}

function scanForHarm(text: string): { harmful: boolean; problems: Finding[] } {
  const problems: Finding[] = []
  let properties = 0
  const add = (finding: Finding) => {
    if (problems.length < mostFindings) problems.push(finding)
  }
  const complete = scanJson(text, {
    open: (pointer, depth) => {
      if (depth <= budgets.depth) return true
      problems.splice(0, problems.length, tooDeep(pointer()))
      return false
    },
    member: (pointer, name, owner, again) => {
      if (owner === 'properties') properties += 1
      if (again) add(memberTwice(pointer(), name))
      if (forbiddenNames.has(name)) add(forbiddenName(pointer(), name))
      checkText(pointer, name, add)
    },
    text: (pointer, value) => checkText(pointer, value, add),
    number: (pointer, written) => checkNumber(pointer, written, add),
  })
  if (properties > budgets.properties) add(tooManyProperties(properties))
  const values = mostValuesIn(text)
  if (values > budgets.enumValues) add(tooManyValues(values))
  return { harmful: !complete || problems.length > 0, problems }
}

/**
 * How many values the longest `enum` has. Read where the word stands and no further: this is asked of
 * texts that are too large to be walked.
 */
function mostValuesIn(text: string): number {
  let most = 0
  for (let at = text.indexOf('"enum"'); at !== -1; at = text.indexOf('"enum"', at)) {
    at += '"enum"'.length
    listStart.lastIndex = at
    if (!listStart.test(text)) continue
    at = listStart.lastIndex
    let values = 0
    for (listValue.lastIndex = at; listValue.test(text); at = listValue.lastIndex) values += 1
    most = Math.max(most, values)
  }
  return most
}

const listStart = /\s*:\s*\[/y
/** A text or a number, with what parts it from the next. */
const listValue = /\s*(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^\s"[\]{},]+)\s*,?/y

function checkText(pointer: () => string, value: string, add: (finding: Finding) => void): void {
  if (value.includes('{{')) {
    add({
      code: 'E_DEFINITION_TEMPLATE',
      pointer: pointer(),
      message: '定义中不能出现“{{”',
      fix: '计算请写成以“=”开头的表达式',
    })
  }
  if (!value.isWellFormed()) {
    add({
      code: 'E_DEFINITION_JSON',
      pointer: pointer(),
      message: '文本含有不完整的字符（半个代理对）',
    })
  }
}

function checkNumber(
  pointer: () => string,
  written: string,
  add: (finding: Finding) => void
): void {
  const value = Number(written)
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return
  add({
    code: 'E_DEFINITION_NUMBER',
    pointer: pointer(),
    message: `数字 ${shown(written)} 超出可精确表示的范围`,
    fix: '小数和大数写成文本，如 "12.50"',
  })
}

function parse(text: string): { document: Record<string, unknown> | null; problems: Finding[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refused(
      'E_DEFINITION_JSON',
      '',
      `JSON 语法错误${placeOf(error, text)}`,
      '检查括号、引号和逗号'
    )
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('E_DEFINITION_JSON', '', '定义必须是一个 JSON 对象')
  }
  return { document: value as Record<string, unknown>, problems: [] }
}

function placeOf(error: unknown, text: string): string {
  const position = /position ([0-9]+)/.exec(String((error as Error).message))?.[1]
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return `：第 ${before.length} 行第 ${(before.at(-1) ?? '').length + 1} 列`
}

/** Names on the way may be long: the pointer is cut after a whole one. */
function tooDeep(pointer: string): Finding {
  const short = pointer.length > 300 ? pointer.slice(0, pointer.lastIndexOf('/', 300)) : pointer
  return {
    code: 'E_DEFINITION_TOO_DEEP',
    pointer: short,
    message: `嵌套超过 ${budgets.depth} 层`,
    fix: '减少嵌套',
    params: { limit: budgets.depth },
  }
}

function tooManyProperties(count: number): Finding {
  return {
    code: 'E_DEFINITION_TOO_MANY_PROPERTIES',
    pointer: '',
    message: `定义共有 ${count} 个属性，最多 ${budgets.properties} 个`,
    fix: '把一部分字段移到明细或另一个实体',
    params: { count, limit: budgets.properties },
  }
}

function tooManyValues(count: number): Finding {
  return {
    code: 'E_DEFINITION_TOO_MANY_VALUES',
    pointer: '',
    message: `enum 有 ${count} 个取值，最多 ${budgets.enumValues} 个，请改用字典`,
    fix: '改用字典（dictionary）',
    params: { count, limit: budgets.enumValues },
  }
}

function memberTwice(pointer: string, name: string): Finding {
  return {
    code: 'E_DEFINITION_DUPLICATE_KEY',
    pointer,
    message: `“${shown(name)}”在同一个对象里出现了两次`,
    fix: '删去其中一个',
  }
}

function forbiddenName(pointer: string, name: string): Finding {
  return {
    code: 'E_DEFINITION_KEY',
    pointer,
    message: `名称“${name}”不允许使用`,
    fix: '换一个名称',
  }
}

function refused(
  code: Finding['code'],
  pointer: string,
  message: string,
  fix?: string
): { document: null; problems: Finding[] } {
  return { document: null, problems: [{ code, pointer, message, fix }] }
}

/** Bytes the text takes as UTF-8, without encoding it. */
function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return bytes
}
