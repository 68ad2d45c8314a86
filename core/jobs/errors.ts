import { defineFault } from '#engine/errors.ts'

/** Also somebody else's job: both answer alike. */
export const jobUnknown = defineFault({
  code: 'E_JOB_UNKNOWN',
  status: 404,
  zh: () => '任务不存在',
  en: () => 'There is no such job',
})

export const jobFinished = defineFault<{ state: string }>({
  code: 'E_JOB_FINISHED',
  status: 409,
  zh: (p) => `任务已经结束（${stateTexts[p.state] ?? p.state}），不能取消`,
  en: (p) => `The job has ended (${p.state}) and cannot be cancelled`,
})

export const jobNotCancellable = defineFault<{ kind: string }>({
  code: 'E_JOB_NOT_CANCELLABLE',
  status: 409,
  zh: () => '这类任务不能取消：中途停下，数据会不一致',
  en: () => 'A job of this kind cannot be cancelled: data would stay inconsistent',
})

export const jobNotFailed = defineFault<{ state: string }>({
  code: 'E_JOB_NOT_FAILED',
  status: 409,
  zh: () => '任务没有失败，不必重试',
  en: (p) => `Only a failed job is tried again, this one is ${p.state}`,
})

const stateTexts: Readonly<Record<string, string>> = {
  done: '已完成',
  failed: '已失败',
  cancelled: '已取消',
}
