import type { CompiledApplication, CompiledField } from '#engine/compile/compiled.ts'
import { asksItems, systemTitle } from '#engine/filters/index.ts'
import type { FieldPath, FilterNode, Operand } from '#engine/filters/index.ts'

/** Words of a condition, for each operator between the name of a field and a value. */
const operators: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  eq: ['为', 'is'],
  ne: ['不为', 'is not'],
  in: ['属于', 'is one of'],
  nin: ['不属于', 'is none of'],
  gt: ['大于', 'is above'],
  gte: ['不小于', 'is at least'],
  lt: ['小于', 'is below'],
  lte: ['不大于', 'is at most'],
  between: ['介于', 'is between'],
  contains: ['包含', 'contains'],
  startsWith: ['开头是', 'begins with'],
  within: ['在期间', 'is within'],
  withinDays: ['在天数内', 'is within days'],
}

const actors: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  me: ['本人', 'the person'],
  my_department: ['所在部门', 'the own department'],
  my_department_tree: ['所在部门及下级', 'the own department and those below'],
  my_organization: ['所在机构', 'the own organization'],
  now: ['现在', 'now'],
  today: ['今天', 'today'],
}

/**
 * A condition as people say it, in the language of the application: 负责人为本人，或所属部门为所在部门. Fields stand under their titles, choices
 * under theirs; what has no word stands as it is written.
 */
export function conditionWords(node: FilterNode, application: CompiledApplication): string {
  const en = application.language === 'en'
  const say = (one: FilterNode): string => conditionWords(one, application)
  const join = (zh: string, english: string) => (en ? ` ${english} ` : zh)
  switch (node.op) {
    case 'true':
      return en ? 'everything' : '全部'
    case 'false':
      return en ? 'nothing' : '没有'
    case 'all':
      return node.items.map(say).join(join('，且', 'and'))
    case 'any':
      return node.items.map(say).join(join('，或', 'or'))
    case 'not':
      return en ? `not (${say(node.item)})` : `并非（${say(node.item)}）`
    default:
      return leafWords(node, application)
  }
}

type Leaf = Exclude<FilterNode, { op: 'true' | 'false' | 'all' | 'any' | 'not' }>

function leafWords(node: Leaf, application: CompiledApplication): string {
  const en = application.language === 'en'
  const name = pathWords(node.path, application)
  const tell = (word: string, value = '') =>
    en ? [name, word, value].filter(Boolean).join(' ') : `${name}${word}${value}`
  switch (node.op) {
    case 'empty':
      return node.is ? tell(en ? 'is blank' : '为空') : tell(en ? 'is filled' : '已填写')
    case 'has': {
      const item = conditionWords(node.item, application)
      if (asksItems(node)) return tell(en ? 'has an item:' : '有一项：', item)
      return tell(en ? 'has one where' : '中有一条：', item)
    }
    case 'under':
      return tell(en ? 'is under' : '属于', operandWords(node.operand, node.path, application))
    case 'change': {
      const value = node.operand ? operandWords(node.operand, node.path, application) : ''
      return tell(en ? 'changes' : '变化', value)
    }
    case 'compare': {
      const word = operators[node.operator]?.[en ? 1 : 0] ?? node.operator
      const values = node.operands.map((one) => operandWords(one, node.path, application))
      return tell(word, [...new Set(values)].join(en ? ' and ' : '、'))
    }
  }
}

function pathWords({ steps }: FieldPath, application: CompiledApplication): string {
  const titles = steps.map(
    ({ field, key }) => field?.title ?? systemTitle(key, application.language)
  )
  return titles.join(application.language === 'en' ? ', ' : '的')
}

function operandWords(operand: Operand, path: FieldPath, application: CompiledApplication): string {
  const en = application.language === 'en'
  const field = path.steps.at(-1)?.field ?? null
  const isText = field === null || field.type.operators.includes('contains')
  const say = (value: unknown) =>
    choiceTitle(field, value, application) ?? valueWords(value, { en, isText })
  switch (operand.kind) {
    case 'literal':
      return say(operand.value)
    case 'list':
      return operand.values.map(say).join(en ? ', ' : '、')
    case 'actor':
      return actors[operand.name]?.[en ? 1 : 0] ?? `$${operand.name}`
    case 'expression':
      return operand.expression.source
    case 'period':
      return String(operand.period)
  }
}

/** Texts stand in quotes; amounts and dates, which are written as strings too, do not. */
function valueWords(value: unknown, { en, isText }: { en: boolean; isText: boolean }): string {
  if (typeof value === 'boolean') return value ? (en ? 'yes' : '是') : en ? 'no' : '否'
  if (typeof value !== 'string' || !isText) return en ? String(value) : ` ${String(value)}`
  return en ? `"${value}"` : `“${value}”`
}

/** Title of a choice or a state; undefined for other values. */
function choiceTitle(
  field: CompiledField | null,
  value: unknown,
  application: CompiledApplication
): string | undefined {
  const { dictionaries, lifecycles } = application
  const item = dictionaries.get(field?.dictionary ?? '')?.items.find(({ code }) => code === value)
  const title =
    item?.title ?? lifecycles.get(field?.lifecycle ?? '')?.states.get(String(value))?.title
  return title && valueWords(title, { en: application.language === 'en', isText: true })
}
