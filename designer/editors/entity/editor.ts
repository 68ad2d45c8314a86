export { EntityCanvas as Canvas } from './EntityCanvas.tsx'
export { FieldExtras as PropertyExtras } from './fields/FieldExtras.tsx'
