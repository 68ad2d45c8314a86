export { ViewCanvas as Canvas } from './ViewCanvas.tsx'
