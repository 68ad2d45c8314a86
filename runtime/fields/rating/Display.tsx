import { plainDisplay } from '../plain_display.ts'

/** Full stars for the rating, empty ones up to the best. */
function stars(value: number, maximum: unknown): string {
  const best = Number(maximum ?? 5)
  return '★'.repeat(Math.min(value, best)) + '☆'.repeat(Math.max(0, best - value))
}

export const RatingDisplay = plainDisplay(
  (value, { field }) => stars(Number(value), field.maximum),
  { width: 130, className: 'gj-stars' }
)
