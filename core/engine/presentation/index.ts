export { presentForm } from './present_form.ts'
export { presentMenu } from './present_menu.ts'
export { presentView } from './present_view.ts'
export type * from './shapes.ts'
