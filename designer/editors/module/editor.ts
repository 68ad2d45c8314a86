export { ModuleCanvas as Canvas } from './ModuleCanvas.tsx'
