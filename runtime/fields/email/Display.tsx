import { linkDisplay } from '../link_display.ts'

export const EmailDisplay = linkDisplay((text) => `mailto:${text}`)
