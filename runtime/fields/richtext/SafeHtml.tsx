import { createElement, useMemo } from 'react'
import type { ReactNode } from 'react'

/** Elements formatted text may have; the server keeps the same (`sanitise_html.ts`). */
const allowed = new Set([
  ...['p', 'br', 'h1', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'pre', 'code', 'hr'],
  ...['strong', 'em', 'u', 's', 'a'],
])
/** Elements whose content is not text for people. */
const dropped = new Set(['script', 'style', 'template', 'iframe', 'object', 'noscript', 'svg'])
const outside = /^(?:https?:|mailto:|tel:)/i
const deepest = 40

/**
 * Formatted text, shown. What the server sanitised is not trusted a second time: it is read by a
 * parser that runs nothing, and made anew of known elements, without any attribute but the address
 * of a link.
 */
export function SafeHtml({ html }: { html: string }) {
  const nodes = useMemo(() => {
    const { body } = new DOMParser().parseFromString(html, 'text/html')
    return childrenOf(body, 0)
  }, [html])
  return <div className="gj-richtext">{nodes}</div>
}

function childrenOf(parent: Node, depth: number): ReactNode[] {
  return [...parent.childNodes].map((node, n) => made(node, n, depth))
}

function made(node: Node, key: number, depth: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (node.nodeType !== Node.ELEMENT_NODE || depth > deepest) return null
  const element = node as Element
  const name = element.tagName.toLowerCase()
  if (dropped.has(name)) return null
  const inner = childrenOf(element, depth + 1)
  if (!allowed.has(name)) return inner
  if (name === 'br' || name === 'hr') return createElement(name, { key })
  return createElement(name, { key, ...attributesOf(element, name) }, ...inner)
}

function attributesOf(element: Element, name: string): Record<string, string> {
  const address = name === 'a' ? (element.getAttribute('href') ?? '').trim() : ''
  if (!outside.test(address)) return {}
  return { href: address, target: '_blank', rel: 'noopener noreferrer' }
}
