import type { Language } from '#engine/errors.ts'

/** Actions on records, as people say them before what they are done to. */
const words: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  read: ['查看', 'read'],
  create: ['新建', 'create'],
  update: ['修改', 'change'],
  delete: ['删除', 'delete'],
  restore: ['恢复', 'restore'],
  import: ['导入', 'import'],
  export: ['导出', 'export'],
  print: ['打印', 'print'],
  share: ['分享', 'share'],
  assign: ['转交', 'hand over'],
  reveal: ['查看脱敏的', 'look at masked'],
}

/** `查看`, `hand over`; undefined for what is no action on every entity, such as a transition. */
export function actionWord(action: string, language: Language): string | undefined {
  return words[action]?.[language === 'en' ? 1 : 0]
}
