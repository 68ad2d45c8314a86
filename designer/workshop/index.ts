export { openWorkshop } from './workshop.ts'
export type { PlacedProblem, Workshop, WorkshopState } from './workshop.ts'
export {
  WorkshopContext,
  problemsAt,
  useElement,
  useWorkshop,
  useWorkshopState,
} from './workshop_context.ts'
