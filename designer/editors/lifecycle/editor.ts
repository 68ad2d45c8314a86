export { LifecycleCanvas as Canvas } from './LifecycleCanvas.tsx'
