export { RoleCanvas as Canvas } from './RoleCanvas.tsx'
