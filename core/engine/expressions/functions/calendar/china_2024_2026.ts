/** One year of the arrangement of public holidays. */
export interface YearArrangement {
  /** First and last day of each holiday, both off; weekends among them are named as published. */
  readonly holidays: readonly (readonly [first: string, last: string])[]
  /** Days of weekends that are worked instead (调休). */
  readonly workdays: readonly string[]
}

/**
 * Public holidays of mainland China as the General Office of the State Council published them
 * (国务院办公厅关于部分节假日安排的通知): 国办发明电〔2023〕7号 for 2024, 〔2024〕12号 for 2025,
 * 〔2025〕7号 for 2026. A year that is not here has weekends only; the notice for a year comes out in
 * the November before it and is added as a further entry, or by the context's `calendar` at once.
 */
export const chinaArrangements: Readonly<Record<number, YearArrangement>> = {
  2024: {
    holidays: [
      ['2024-01-01', '2024-01-01'],
      ['2024-02-10', '2024-02-17'],
      ['2024-04-04', '2024-04-06'],
      ['2024-05-01', '2024-05-05'],
      ['2024-06-10', '2024-06-10'],
      ['2024-09-15', '2024-09-17'],
      ['2024-10-01', '2024-10-07'],
    ],
    workdays: [
      ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11'],
      ...['2024-09-14', '2024-09-29', '2024-10-12'],
    ],
  },
  2025: {
    holidays: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    workdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  2026: {
    holidays: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    workdays: [
      ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ],
  },
}
