import { formatText } from '../plain_text.ts'
import { scaledDecimalType } from '../scaled_decimal.ts'

/** Exact decimal with a fixed number of digits after the point. */
export const decimal = scaledDecimalType('decimal', formatText)
