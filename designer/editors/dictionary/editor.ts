export { DictionaryCanvas as Canvas } from './DictionaryCanvas.tsx'
