export { FormCanvas as Canvas } from './FormCanvas.tsx'
