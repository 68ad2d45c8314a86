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

export const openTooMany = defineFault<{ most: number }>({
  code: 'E_EVENT_OPEN',
  status: 429,
  zh: (p) => `最多同时打开 ${p.most} 条记录`,
  en: (p) => `At most ${p.most} records open at once`,
})

export const connectionsTooMany = defineFault<{ most: number }>({
  code: 'E_EVENT_CONNECTIONS',
  status: 429,
  zh: (p) => `同一登录最多保持 ${p.most} 个连接`,
  en: (p) => `At most ${p.most} connections of one sign-in`,
})
