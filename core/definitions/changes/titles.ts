import type { Language } from '#engine/errors.ts'
import type { DescribedDefinition } from './describe_changes.ts'

/** What people call things that sentences name by key. */
export interface Titles {
  /** `“检测任务”`; a wildcard in words. */
  entity(key: string): string
  /** Of a transition of the entity, or of any it covers. */
  transition(entity: string, id: string): string
}

/** Titles of a set, the later of two texts of one key counts. Read when they are first asked for. */
export function titlesIn(definitions: readonly DescribedDefinition[], language: Language): Titles {
  const en = language === 'en'
  let read: Map<string, Readonly<Record<string, unknown>>> | null = null
  const documents = () =>
    (read ??= new Map(
      definitions
        .filter(({ kind }) => ['entity', 'module', 'lifecycle'].includes(kind))
        .map(({ kind, key, text }) => [`${kind} ${key}`, JSON.parse(text)])
    ))
  const titleOf = (kind: string, key: string) => {
    const title = String(documents().get(`${kind} ${key}`)?.title ?? key)
    return en ? `"${title}"` : `“${title}”`
  }
  return {
    entity(key) {
      if (key === '*') return en ? 'every entity' : '全部实体'
      if (key.endsWith('.*')) {
        const module = titleOf('module', key.slice(0, -2))
        return en ? `every entity of module ${module}` : `模块${module}的全部实体`
      }
      return titleOf('entity', key)
    },
    transition(entity, id) {
      const covers = (key: string) =>
        entity === '*' ||
        key === entity ||
        (entity.endsWith('.*') && key.startsWith(entity.slice(0, -1)))
      for (const [name, document] of documents()) {
        if (!name.startsWith('lifecycle ') || !covers(String(document.entity))) continue
        const transitions = (document.transitions ?? []) as { id?: string; title?: string }[]
        const found = transitions.find((one) => one.id === id)
        if (found?.title) return found.title
      }
      return id
    },
  }
}
