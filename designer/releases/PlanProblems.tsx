import { Alert, Button } from 'antd'
import { findDefinition, pathOf } from '#designer/document/index.ts'
import type { ToldProblem } from '#designer/document/saving/drafts_client.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { language } from '#runtime/texts/index.ts'
import { texts } from './texts.ts'

interface PlanProblemsProps {
  problems: readonly ToldProblem[]
  /** Called once the element of a problem is selected. */
  onGone: () => void
}

/** What stands against a plan, each with the way to its place; then what is worth a thought. */
export function PlanProblems({ problems, onGone }: PlanProblemsProps) {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const warnings = problems.filter(({ severity }) => severity !== 'error')
  return (
    <>
      {errors.length > 0 && (
        <Alert
          type="error"
          showIcon
          message={texts.problems}
          description={<ProblemLines problems={errors} onGone={onGone} />}
        />
      )}
      {warnings.length > 0 && (
        <Alert
          type="warning"
          message={`${texts.warnings} (${warnings.length})`}
          description={<ProblemLines problems={warnings.slice(0, mostWarnings)} onGone={onGone} />}
        />
      )}
    </>
  )
}

const mostWarnings = 20

function ProblemLines({ problems, onGone }: PlanProblemsProps) {
  const workshop = useWorkshop()
  const goTo = ({ kind, key, pointer }: ToldProblem) => {
    const definition = findDefinition(workshop.state.set, kind, key)
    if (!definition) return
    workshop.select({ uid: definition.uid, path: pathOf(definition, pointer) })
    onGone()
  }
  return (
    <ul className="gd-plan-problems">
      {problems.map((problem, index) => (
        <li key={`${problem.code} ${problem.pointer} ${index}`}>
          <span>
            {problem.message[language]}
            {problem.fix && <small> → {problem.fix}</small>}
          </span>
          <Button type="link" size="small" onClick={() => goTo(problem)}>
            {texts.goTo}
          </Button>
        </li>
      ))}
    </ul>
  )
}
