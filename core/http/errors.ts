import { defineFault } from '#engine/errors.ts'

export const routeUnknown = defineFault({
  code: 'E_ROUTE_UNKNOWN',
  status: 404,
  zh: () => '没有这个地址',
  en: () => 'There is nothing at this address',
})

export const methodNotAllowed = defineFault<{ method: string; allow: string[] }>({
  code: 'E_ROUTE_METHOD',
  status: 405,
  zh: (p) => `此地址不支持 ${p.method}，可用 ${p.allow.join('、')}`,
  en: (p) => `${p.method} is not possible here, only ${p.allow.join(', ')}`,
})

/** GUIJU_MODULES keeps this module to another process. */
export const moduleElsewhere = defineFault<{ module: string }>({
  code: 'E_ROUTE_MODULE_ELSEWHERE',
  status: 421,
  zh: (p) => `本进程不提供模块“${p.module}”`,
  en: (p) => `This process does not serve the module ${p.module}`,
})

/** Nobody reads it: the client closed its connection before the answer. */
export const requestAbandoned = defineFault({
  code: 'E_REQUEST_ABANDONED',
  status: 499,
  zh: () => '请求方已断开连接',
  en: () => 'The client has closed the connection',
})

export const originRefused = defineFault({
  code: 'E_ORIGIN_REFUSED',
  status: 403,
  zh: () => '请求来自其他网站，已拒绝',
  en: () => 'The request comes from another site and was refused',
})

/** In production: a password on its way through a network that others may listen to. */
export const connectionInsecure = defineFault({
  code: 'E_CONNECTION_INSECURE',
  status: 403,
  zh: () => '连接未加密，不能发送密码：请用 https 打开本系统',
  en: () => 'The connection is not encrypted, so no password is taken: open this system by https',
})

export const addressMalformed = defineFault({
  code: 'E_QUERY_MALFORMED',
  status: 400,
  zh: () => '地址编码有误',
  en: () => 'The address is not encoded correctly',
})

export const headerInvalid = defineFault<{ header: string; expected: string }>({
  code: 'E_HEADER_INVALID',
  status: 400,
  zh: (p) => `请求头 ${p.header} 应为 ${p.expected}`,
  en: (p) => `The header ${p.header} must be ${p.expected}`,
})

export const bodyUnsupportedType = defineFault<{ type: string | null }>({
  code: 'E_BODY_UNSUPPORTED_TYPE',
  status: 415,
  zh: () => '请求内容须为 UTF-8 的 application/json',
  en: () => 'The body must be application/json in UTF-8',
})

export const bodyTooLarge = defineFault<{ bytes: number }>({
  code: 'E_BODY_TOO_LARGE',
  status: 413,
  zh: (p) => `请求内容超过 ${p.bytes} 字节`,
  en: (p) => `The body has more than ${p.bytes} bytes`,
})

export const uploadType = defineFault({
  code: 'E_UPLOAD_TYPE',
  status: 415,
  zh: () => '上传须为 multipart/form-data',
  en: () => 'An upload must be multipart/form-data',
})

export const uploadPart = defineFault<{ name: string }>({
  code: 'E_UPLOAD_PART',
  status: 400,
  zh: (p) => `上传的各部分只能是名为 file 或 files 的文件，不能是“${p.name}”`,
  en: (p) => `The parts of an upload are files named file or files, not "${p.name}"`,
})

/** No file, too many, or bytes that are no multipart. */
export const uploadMalformed = defineFault<{ most: number }>({
  code: 'E_UPLOAD_MALFORMED',
  status: 400,
  zh: (p) => `上传内容不完整或有误；每次 1 到 ${p.most} 个文件`,
  en: (p) => `The upload is incomplete or malformed; it takes 1 to ${p.most} files`,
})

export const rangeInvalid = defineFault<{ size: number }>({
  code: 'E_FILE_RANGE',
  status: 416,
  zh: (p) => `文件只有 ${p.size} 字节，没有所要的部分`,
  en: (p) => `The file has ${p.size} bytes and nothing of what was asked for`,
})

export const bodyMalformed = defineFault<{ at: number }>({
  code: 'E_BODY_MALFORMED',
  status: 400,
  zh: (p) => `请求内容不是有效的 JSON（第 ${p.at} 字节）`,
  en: (p) => `The body is not valid JSON (byte ${p.at})`,
})

export const bodyDuplicateKey = defineFault<{ key: string }>({
  code: 'E_BODY_DUPLICATE_KEY',
  status: 400,
  zh: (p) => `键名“${p.key}”在同一对象中出现两次`,
  en: (p) => `The key "${p.key}" appears twice in one object`,
})

export const bodyNumberUnsafe = defineFault<{ number: string }>({
  code: 'E_BODY_NUMBER_UNSAFE',
  status: 400,
  zh: (p) => `数字 ${p.number} 会失真，请用字符串`,
  en: (p) => `The number ${p.number} would lose digits: send it as a string`,
})

export const bodyUnexpected = defineFault({
  code: 'E_BODY_UNEXPECTED',
  status: 400,
  zh: () => '此请求不能带内容',
  en: () => 'This request takes no body',
})

export const bodyUnknownKey = defineFault<{ key: string; known: string[] }>({
  code: 'E_BODY_UNKNOWN_KEY',
  status: 400,
  zh: (p) => `未知的键名“${p.key}”`,
  en: (p) => `Unknown key "${p.key}"`,
})

export const bodyInvalid = defineFault<{ key: string; keyword: string; zh: string; en: string }>({
  code: 'E_BODY_INVALID',
  status: 422,
  zh: (p) => `“${p.key}”${p.zh}`,
  en: (p) => `"${p.key}" ${p.en}`,
})

export const notReady = defineFault({
  code: 'E_SERVICE_NOT_READY',
  status: 503,
  zh: () => '系统正在启动或停止，请稍后重试',
  en: () => 'The system is starting or stopping, please try again',
})

/** All a client learns of a fault of ours: the request id leads to the log. */
export const internal = defineFault({
  code: 'E_INTERNAL',
  status: 500,
  zh: () => '系统内部错误，请联系管理员并提供请求编号',
  en: () => 'Internal error; please give the request id to your administrator',
})
