import { linkDisplay } from '../link_display.ts'

export const UrlDisplay = linkDisplay((text) => text, true)
