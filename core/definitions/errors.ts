import { defineFault } from '#engine/errors.ts'

/** Nothing active has this kind and key. */
export const definitionUnknown = defineFault<{ kind: string; key: string }>({
  code: 'E_DEFINITION_UNKNOWN',
  status: 404,
  zh: ({ kind, key }) => `没有生效的定义 ${kind} ${key}`,
  en: ({ kind, key }) => `No active definition ${kind} ${key}`,
})

/** A definition breaks a rule; `params` holds the problem, which names the place in the definition. */
export const definitionInvalid = defineFault<{
  code: string
  kind: string
  key: string
  pointer: string
  zh: string
  en: string
}>({
  code: 'E_DEFINITION_INVALID',
  status: 422,
  zh: ({ zh }) => zh,
  en: ({ en }) => en,
})

export const draftUnknown = defineFault<{ kind: string; key: string }>({
  code: 'E_DRAFT_UNKNOWN',
  status: 404,
  zh: ({ kind, key }) => `没有草稿 ${kind} ${key}`,
  en: ({ kind, key }) => `There is no draft of ${kind} ${key}`,
})

/** Somebody saved the draft since `If-Match` was read; `by`, `at` and `hash` are those of now. */
export const draftStale = defineFault<{
  hash: string | null
  by: string | null
  at: string | null
}>({
  code: 'E_DRAFT_STALE',
  status: 409,
  zh: () => '草稿已被他人保存，请先查看最新内容',
  en: () => 'Somebody else has saved this draft: look at it first',
})

export const draftHashRequired = defineFault({
  code: 'E_DRAFT_HASH_REQUIRED',
  status: 428,
  zh: () => '保存已有的草稿须带 If-Match：所看到的草稿的哈希',
  en: () => 'To save over a draft, send If-Match with the hash of the draft you saw',
})

/** The document says another address or identity than the one it is saved under. */
export const draftMisplaced = defineFault<{ name: string; expected: string; given: string }>({
  code: 'E_DRAFT_MISPLACED',
  status: 422,
  zh: ({ name, expected, given }) => `${name} 应为“${expected}”，而定义写的是“${given}”`,
  en: ({ name, expected, given }) =>
    `${name} must be "${expected}", the definition says "${given}"`,
})

/** What is to be renamed is not there. */
export const renameUnknown = defineFault<{ kind: string; key: string; field: string | null }>({
  code: 'E_RENAME_UNKNOWN',
  status: 404,
  zh: ({ kind, key, field }) => `没有可改名的 ${kind} ${key}${field ? `.${field}` : ''}`,
  en: ({ kind, key, field }) => `There is no ${kind} ${key}${field ? `.${field}` : ''} to rename`,
})

export const releaseUnknown = defineFault<{ id: string }>({
  code: 'E_RELEASE_UNKNOWN',
  status: 404,
  zh: ({ id }) => `没有版本 ${id}`,
  en: ({ id }) => `There is no release ${id}`,
})

/** Drafts, the active release or tables moved since the plan was made. */
export const planStale = defineFault<{ hash: string }>({
  code: 'E_PLAN_STALE',
  status: 409,
  zh: () => '计划之后草稿或生效的版本有变，请重新查看计划',
  en: () => 'Drafts or the active release moved since this plan: look at the new plan',
})

/** A new key must be a key: of the same shape as the one it replaces. */
export const renameInvalid = defineFault<{ to: string; like: string }>({
  code: 'E_RENAME_INVALID',
  status: 422,
  zh: ({ to, like }) => `“${to}”不能作标识，应如 ${like}`,
  en: ({ to, like }) => `"${to}" is no key here: write one like ${like}`,
})

/** A chosen draft names something that is only in a draft not chosen. */
export const planIncomplete = defineFault<{ missing: readonly string[] }>({
  code: 'E_PLAN_INCOMPLETE',
  status: 422,
  zh: ({ missing }) => `所选草稿还需要：${missing.join('、')}`,
  en: ({ missing }) => `The chosen drafts also need: ${missing.join(', ')}`,
})

/** The values of one release are still being moved; another one has to wait. */
export const releaseMigrating = defineFault<{ release: string }>({
  code: 'E_RELEASE_MIGRATING',
  status: 409,
  zh: ({ release }) => `版本 ${release} 正在换算数据，完成后才能发布`,
  en: ({ release }) => `Release ${release} is still moving values: publish when it is done`,
})

/** Nothing would change. */
export const planEmpty = defineFault({
  code: 'E_PLAN_EMPTY',
  status: 422,
  zh: () => '没有要发布的变更',
  en: () => 'There is nothing to publish',
})

/** A bundle that cannot be read as one. */
export const bundleInvalid = defineFault<{ zh: string; en: string }>({
  code: 'E_BUNDLE_INVALID',
  status: 422,
  zh: ({ zh }) => `定义包无法读取：${zh}`,
  en: ({ en }) => `The bundle cannot be read: ${en}`,
})

/** Somebody who may design but not do everything would change the rights of a role he holds. */
export const releaseOwnRights = defineFault<{ changes: readonly string[] }>({
  code: 'E_RELEASE_OWN_RIGHTS',
  status: 403,
  zh: ({ changes }) => `不能发布改变自己权限的内容，请由管理员发布：${changes.join('；')}`,
  en: () => 'You cannot publish what changes your own rights: an administrator has to',
})
