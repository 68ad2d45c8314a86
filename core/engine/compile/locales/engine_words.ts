import type { Language } from '#engine/errors.ts'

/** Names of what the engine adds to entities by itself. */
const words = {
  'zh-CN': { serial: '编号', attachments: '附件' },
  'en': { serial: 'No.', attachments: 'Attachments' },
} as const

export function engineWord(word: keyof (typeof words)['en'], language: Language): string {
  return words[language][word]
}
