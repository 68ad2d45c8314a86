import { defineFault } from '#engine/errors.ts'

/** The database stayed locked by other writers for longer than a command may wait. */
export const databaseBusy = defineFault({
  code: 'E_DATABASE_BUSY',
  status: 503,
  zh: () => '系统繁忙，请稍后重试',
  en: () => 'The system is busy, please try again',
})

/** A read took longer than anybody waits for it, and was ended. */
export const queryTooSlow = defineFault({
  code: 'E_QUERY_TOO_SLOW',
  status: 503,
  zh: () => '查询时间过长，已停止，请缩小范围或减少条件',
  en: () => 'The query took too long and was ended; ask for less, or with fewer conditions',
})
