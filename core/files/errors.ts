import { defineFault } from '#engine/errors.ts'

/** Also a file that the actor may not read: both answer alike. */
export const fileNotFound = defineFault({
  code: 'E_FILE_NOT_FOUND',
  status: 404,
  zh: () => '文件不存在',
  en: () => 'There is no such file',
})

export const fileUnavailable = defineFault({
  code: 'E_FILE_UNAVAILABLE',
  status: 409,
  zh: () => '没有实体声明 "anchor": "file"，不能上传文件',
  en: () => 'No entity has "anchor": "file", so no file can be kept',
})

export const fileTooLarge = defineFault<{ name: string; limit: number; size: string }>({
  code: 'E_FILE_TOO_LARGE',
  status: 413,
  zh: (p) => `“${p.name}”超过 ${p.size}`,
  en: (p) => `"${p.name}" is larger than ${p.size}`,
})

export const fileEmpty = defineFault<{ name: string }>({
  code: 'E_FILE_EMPTY',
  status: 422,
  zh: (p) => `“${p.name}”是空文件`,
  en: (p) => `"${p.name}" is empty`,
})

export const fileType = defineFault<{ name: string; type: string; zh: string; en: string }>({
  code: 'E_FILE_TYPE',
  status: 415,
  zh: (p) => `“${p.name}”${p.zh}`,
  en: (p) => `"${p.name}" ${p.en}`,
})

export const fileInfected = defineFault<{ name: string; found: string }>({
  code: 'E_FILE_INFECTED',
  status: 422,
  zh: (p) => `“${p.name}”被病毒扫描拒收：${p.found}`,
  en: (p) => `"${p.name}" was refused by the virus scan: ${p.found}`,
})

/** What one person keeps, or has uploaded without using it. */
export const fileQuota = defineFault<{ limit: number; size: string }>({
  code: 'E_FILE_QUOTA',
  status: 413,
  zh: (p) => `已上传而未使用的文件超过每人 ${p.size} 的上限，一天后自动清理`,
  en: (p) => `Files uploaded and not used exceed ${p.size} per person; they go after a day`,
})
