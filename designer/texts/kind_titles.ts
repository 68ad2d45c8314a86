import { language } from '#runtime/texts/index.ts'
import { metaSchemaOf } from '#schemas/index.ts'

/** What a kind is called. */
export function kindTitle(kind: string): string {
  return language === 'zh-CN' ? (metaSchemaOf(kind).title ?? kind) : kind
}
