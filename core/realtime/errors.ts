import { defineFault } from '#engine/errors.ts'

export const eventUnknown = defineFault<{ event: string; known: string[] }>({
  code: 'E_EVENT_UNKNOWN',
  status: 400,
  zh: (p) => `没有名为“${p.event}”的消息`,
  en: (p) => `There is no event "${p.event}"`,
})

export const eventTooMany = defineFault({
  code: 'E_EVENT_TOO_MANY',
  status: 429,
  zh: () => '消息过于频繁',
  en: () => 'Too many messages',
})

export const subscriptionsTooMany = defineFault<{ most: number }>({
  code: 'E_EVENT_SUBSCRIPTIONS',
  status: 429,
  zh: (p) => `最多订阅 ${p.most} 个对象`,
  en: (p) => `At most ${p.most} subscriptions`,
})
