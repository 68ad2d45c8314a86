import { chosen } from './chosen.ts'

/** How words are put together in the language of the page. */
export const phrases = chosen(
  {
    listed: (words: readonly string[]) => words.join('、'),
    counted: (words: readonly string[]) => words.join('，'),
    told: (sentences: readonly string[]) => sentences.join('；'),
    labelled: (label: string, value: string) => `${label}：${value}`,
    bracketed: (name: string, more: string) => `${name}（${more}）`,
    quoted: (name: string) => `“${name}”`,
  },
  {
    listed: (words: readonly string[]) => words.join(', '),
    counted: (words: readonly string[]) => words.join(', '),
    told: (sentences: readonly string[]) => sentences.join('; '),
    labelled: (label: string, value: string) => `${label}: ${value}`,
    bracketed: (name: string, more: string) => `${name} (${more})`,
    quoted: (name: string) => `“${name}”`,
  }
)
