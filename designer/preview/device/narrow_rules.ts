/** What the application says of a phone's screen (runtime/shell/narrow.ts). */
const narrowCondition = '(max-width: 767px)'

/**
 * The application's own rules for narrow screens, as rules for what is inside a selector: the window of
 * the designer is wide, the phone it shows is not. Made from the style sheets that are loaded, so that
 * there is one place where they are written.
 */
export function narrowRules(selector: string): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...rulesOf(sheet)])
  const narrow = rules.filter(
    (rule): rule is CSSMediaRule =>
      rule instanceof CSSMediaRule && rule.conditionText === narrowCondition
  )
  const texts = narrow.flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText))
  return `${selector} {\n${texts.join('\n')}\n}`
}

/** Sheets of other origins tell nothing of themselves; there are none of ours among them. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules
  } catch {
    return []
  }
}
