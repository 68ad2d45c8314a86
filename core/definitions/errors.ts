import { defineFault } from '#engine/errors.ts'

/** Nothing active has this kind and key. */
export const definitionUnknown = defineFault<{ kind: string; key: string }>({
  code: 'E_DEFINITION_UNKNOWN',
  status: 404,
  zh: ({ kind, key }) => `没有生效的定义 ${kind} ${key}`,
  en: ({ kind, key }) => `No active definition ${kind} ${key}`,
})
