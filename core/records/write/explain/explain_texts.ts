import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import { actionWord } from '#engine/presentation/index.ts'

interface Question {
  readonly entity: CompiledEntity
  readonly action: string
  readonly field: string | null
  /** Name of the person asked about; null = the one who reads. */
  readonly who: string | null
}

interface Grant {
  readonly givesAction: boolean
  readonly givesField: boolean
  readonly failing: readonly string[]
}

interface Moved {
  readonly title: string
  readonly state: string
  readonly guard: string | null
  /** What of the guard is not met, in words. */
  readonly unmet: readonly string[]
}

/** The sentences of an explanation, about one question in one language. */
export interface ExplainTexts {
  /** By the titles of the roles that allow it. */
  verdict(roles: readonly string[]): string
  grant(role: string, grant: Grant): string
  readOnly(): string
  /** Granted, but the person does not see the record. */
  unseen(): string
  /** By the titles of the roles that may still change the record. */
  frozen(state: string, roles: readonly string[]): string
  transition(because: 'state' | 'actor' | 'guard', moved: Moved): string
}

export function explainTexts(language: Language, question: Question): ExplainTexts {
  return language === 'zh-CN' ? chinese(question) : english(question)
}

function chinese(question: Question): ExplainTexts {
  const { field, deed } = partsOf(question, 'zh-CN')
  const asked = field === null ? `${deed}这条记录` : `${deed}“${field}”`
  const may = `${question.who ?? ''}可以${asked}`
  const mayNot = `${question.who ?? ''}不能${asked}`
  return {
    verdict: (roles) =>
      roles.length > 0
        ? `${may}：由角色“${[...new Set(roles)].join('”“')}”授权`
        : `${mayNot}：没有一个角色的授权适用于它`,
    grant(role, { givesAction, givesField, failing }) {
      if (!givesAction) return `角色“${role}”的这项授权不包括${deed}`
      if (!givesField) return `角色“${role}”的这项授权不允许${deed}“${field}”`
      if (failing.length === 0) return `角色“${role}”的这项授权允许${asked}`
      return `角色“${role}”的这项授权只适用于符合条件的记录；这条记录不符合：${failing.join('；')}`
    },
    readOnly: () => `${mayNot}：它由系统给出`,
    unseen: () => `${mayNot}：没有一个角色允许查看这条记录`,
    frozen: (state, roles) =>
      `${mayNot}：记录处于“${state}”状态，` +
      (roles.length > 0 ? `只有“${roles.join('”“')}”可以修改` : '已冻结'),
    transition(because, { title, state, guard, unmet }) {
      if (because === 'state') return `不能${title}：记录处于“${state}”状态`
      if (because === 'actor')
        return `不能${title}：这个流转没有允许${question.who ?? '您'}或其角色`
      const conditions = unmet.length > 0 ? `须${unmet.join('；须')}` : '记录不符合流转的前提'
      return `不能${title}：${guard ?? conditions}`
    },
  }
}

function english(question: Question): ExplainTexts {
  const { field, deed } = partsOf(question, 'en')
  const asked = field === null ? `${deed} this record` : `${deed} "${field}"`
  const { who } = question
  const [may, mayNot] = [`${who ?? 'You'} may ${asked}`, `${who ?? 'You'} may not ${asked}`]
  return {
    verdict: (roles) =>
      roles.length > 0
        ? `${may}: granted by role "${[...new Set(roles)].join('", "')}"`
        : `${mayNot}: no grant of ${who === null ? 'your' : 'the'} roles reaches it`,
    grant(role, { givesAction, givesField, failing }) {
      if (!givesAction) return `This grant of role "${role}" does not give the right to ${deed}`
      if (!givesField)
        return `This grant of role "${role}" does not let ${who ?? 'you'} ${deed} "${field}"`
      if (failing.length === 0) return `This grant of role "${role}" lets ${who ?? 'you'} ${asked}`
      return (
        `This grant of role "${role}" reaches only records that meet its conditions; ` +
        `this one does not meet: ${failing.join('; ')}`
      )
    },
    readOnly: () => `${mayNot}: the system gives it`,
    unseen: () => `${mayNot}: no role lets this record be read`,
    frozen: (state, roles) =>
      `${mayNot}: the record is in state "${state}", ` +
      (roles.length > 0 ? `where only "${roles.join('", "')}" may change it` : 'which is frozen'),
    transition(because, { title, state, guard, unmet }) {
      if (because === 'state')
        return `"${title}" is not possible: the record is in state "${state}"`
      if (because === 'actor')
        return `"${title}" is not open to ${who ?? 'you'} or ${who === null ? 'your' : 'the'} roles`
      const conditions = unmet.length > 0 ? unmet.join('; ') : 'its condition is not met'
      return `"${title}" is not possible: ${guard ?? conditions}`
    },
  }
}

/** Title of the field, and the action in words: a transition by its own title. */
function partsOf({ entity, action, field }: Question, language: Language) {
  const id = action.replace(/^transition:/, '')
  const transition = entity.lifecycles.map(({ transitions }) => transitions.get(id)?.title)
  const deed =
    actionWord(action, language) ?? transition.find((title) => title !== undefined) ?? action
  return { field: field === null ? null : (entity.fields.get(field)?.title ?? field), deed }
}
