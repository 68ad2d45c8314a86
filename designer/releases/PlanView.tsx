import { ChangeList } from './ChangeList.tsx'
import { MigrationList } from './MigrationList.tsx'
import { PlanProblems } from './PlanProblems.tsx'
import type { Plan } from './releases_client.ts'

interface PlanViewProps {
  plan: Plan
  marked?: ReadonlySet<string>
  onGone: () => void
}

/** A plan as people read it before they say yes. */
export function PlanView({ plan, marked, onGone }: PlanViewProps) {
  return (
    <div className="gd-plan">
      <PlanProblems problems={plan.problems} onGone={onGone} />
      <ChangeList changes={plan.changes} {...(marked ? { marked } : {})} />
      {plan.changes.length > 0 && <MigrationList migrations={plan.migrations} />}
    </div>
  )
}
