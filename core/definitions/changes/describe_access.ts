/** Whose rights change, said by role, action and entity: what a publisher must not overlook. */
import { actionWord } from '#engine/presentation/index.ts'
import type { Language } from '#engine/errors.ts'
import type { Titles } from './titles.ts'

interface Grant {
  entity?: unknown
  actions?: unknown
  rows?: unknown
  fields?: unknown
}

/** Sentences for what the new grants give or take in comparison with the old ones. */
export function describeAccess(
  owner: string,
  grants: { readonly before?: unknown; readonly after?: unknown },
  titles: Titles,
  language: Language
): string[] {
  const en = language === 'en'
  const [old, now] = [grantsBy(grants.before), grantsBy(grants.after)]
  const entities = [...new Set([...old.keys(), ...now.keys()])]
  return entities.flatMap((entity) => {
    const [was, is] = [old.get(entity) ?? [], now.get(entity) ?? []]
    const [had, has] = [actionsOf(was), actionsOf(is)]
    const title = titles.entity(entity)
    const deed = (action: string) =>
      deedOf(action, title, { en, titleOf: (id: string) => titles.transition(entity, id) })
    const sentences = [
      ...[...has]
        .filter((a) => !had.has(a))
        .map((a) => (en ? `${owner} may ${deed(a)}` : `${owner}可以${deed(a)}`)),
      ...[...had]
        .filter((a) => !has.has(a))
        .map((a) => (en ? `${owner} may no longer ${deed(a)}` : `${owner}不再能${deed(a)}`)),
    ]
    if (was.length === 0 || is.length === 0) return sentences
    const differs = (name: 'rows' | 'fields') =>
      JSON.stringify(was.map((grant) => grant[name])) !==
      JSON.stringify(is.map((grant) => grant[name]))
    if (differs('rows')) {
      sentences.push(en ? `${owner}: other rows of ${title}` : `${owner}对${title}的数据范围改变`)
    }
    if (differs('fields')) {
      sentences.push(en ? `${owner}: other fields of ${title}` : `${owner}对${title}的字段权限改变`)
    }
    return sentences
  })
}

function grantsBy(given: unknown): Map<string, Grant[]> {
  const grants = new Map<string, Grant[]>()
  for (const grant of Array.isArray(given) ? (given as Grant[]) : []) {
    const entity = String(grant.entity)
    grants.set(entity, [...(grants.get(entity) ?? []), grant])
  }
  return grants
}

function actionsOf(grants: readonly Grant[]): Set<string> {
  return new Set(
    grants.flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(String) : []))
  )
}

/** 查看“合同”；对“合同”执行“提交” */
function deedOf(
  action: string,
  entity: string,
  { en, titleOf }: { en: boolean; titleOf: (transition: string) => string }
): string {
  if (action === 'transition:*') {
    return en ? `make every transition of ${entity}` : `对${entity}执行全部流转`
  }
  if (action.startsWith('transition:')) {
    const title = titleOf(action.slice('transition:'.length))
    return en ? `make transition "${title}" of ${entity}` : `对${entity}执行“${title}”`
  }
  if (action === '*') return en ? `do anything with ${entity}` : `对${entity}进行任何操作`
  const word = actionWord(action, en ? 'en' : 'zh-CN') ?? action
  return en ? `${word} ${entity}` : `${word}${entity}`
}
