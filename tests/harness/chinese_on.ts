/** What a page says in Chinese: to find texts that were not translated. */
import type { Page } from 'playwright-core'

const chinese = /[\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]/

export const hasChinese = (text: string): boolean => chinese.test(text)

/**
 * Texts with Chinese signs that a reader meets on the page: on screen, and in names, hints and
 * titles. A part that says of itself that it is Chinese (`lang`) is meant to be.
 */
export async function chineseOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const chinese = ${chinese}
    const found = new Set(chinese.test(document.title) ? ['title: ' + document.title] : [])
    const isMeant = (element) => element.closest('[lang]:not(html)')?.lang.startsWith('zh') ?? false
    for (const element of document.body.querySelectorAll('*')) {
      if (['SCRIPT', 'STYLE'].includes(element.tagName) || isMeant(element)) continue
      if (!element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        const text = element.getAttribute(name)
        if (text && chinese.test(text)) found.add(name + ': ' + text)
      }
      for (const node of element.childNodes) {
        if (node.nodeType === 3 && chinese.test(node.data)) found.add(node.data.trim())
      }
      if ('value' in element && typeof element.value === 'string' && chinese.test(element.value)) found.add('value: ' + element.value)
    }
    return [...found]
  })()`)
}
