import { regionText } from './region_text.ts'
import { plainDisplay } from '../plain_display.ts'

export const RegionDisplay = plainDisplay(regionText, { width: 200 })
