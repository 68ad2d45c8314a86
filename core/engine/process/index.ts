export {
  allowedTransitions,
  findTransition,
  frozenBy,
  initialStates,
  judgeTransition,
} from './lifecycle.ts'
export type { LifecycleFacts, TransitionVerdict } from './lifecycle.ts'
