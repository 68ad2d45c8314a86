import { defineFault } from '#engine/errors.ts'

/** Also somebody else's view that is not shared: both answer alike. */
export const savedViewUnknown = defineFault({
  code: 'E_VIEW_UNKNOWN',
  status: 404,
  zh: () => '保存的视图不存在',
  en: () => 'There is no such saved view',
})

export const savedViewStale = defineFault<{ rev: number }>({
  code: 'E_VIEW_STALE',
  status: 409,
  zh: () => '这个视图已被修改，请重新打开后再保存',
  en: () => 'The saved view has changed meanwhile, open it again before saving',
})

export const savedViewInvalid = defineFault<{ zh: string; en: string }>({
  code: 'E_VIEW_INVALID',
  status: 422,
  zh: (p) => `视图设置有误：${p.zh}`,
  en: (p) => `The settings of the view are not valid: ${p.en}`,
})

export const savedViewLimit = defineFault<{ limit: number }>({
  code: 'E_VIEW_LIMIT',
  status: 409,
  zh: (p) => `每人在一个列表上最多保存 ${p.limit} 个视图，请先删除不用的`,
  en: (p) => `At most ${p.limit} views of one list can be saved, remove some first`,
})
