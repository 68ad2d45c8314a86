import { language } from '#runtime/texts/index.ts'
import type { MetaSchema } from '#schemas/index.ts'

/** What a property is called: the meta-schema's title; in English its keyword, taken apart. */
export function labelOf(schema: MetaSchema, key: string): string {
  if (language === 'zh-CN' && schema.title) return schema.title
  const words = key
    .replace(/^x-/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What it is for; the meta-schema says it in Chinese. */
export function aboutOf(schema: MetaSchema): string | undefined {
  return language === 'zh-CN' ? schema.description : undefined
}

/**
 * What a word of a closed list is called. The description of the list says it (`restrict 不许删除、empty
 * 清空本字段`); a word it does not explain is shown as it is.
 */
export function wordTitle(schema: MetaSchema, word: string): string {
  if (language !== 'zh-CN') return word
  const found = new RegExp(`(?:^|[^A-Za-z])${word} ?([^、，；。,A-Za-z]+)`).exec(
    schema.description ?? ''
  )
  return found?.[1]?.trim() || word
}
