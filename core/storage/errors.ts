import { defineFault } from '#engine/errors.ts'

/** The database stayed locked by other writers for longer than a command may wait. */
export const databaseBusy = defineFault({
  code: 'E_DATABASE_BUSY',
  status: 503,
  zh: () => '系统繁忙，请稍后重试',
  en: () => 'The system is busy, please try again',
})
