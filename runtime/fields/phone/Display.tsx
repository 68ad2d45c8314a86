import { linkDisplay } from '../link_display.ts'

export const PhoneDisplay = linkDisplay((text) => `tel:${text.replaceAll(/[^0-9+]/g, '')}`)
