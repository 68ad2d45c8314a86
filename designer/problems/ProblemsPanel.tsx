import { Button } from 'antd'
import { CloseCircleFilled, WarningFilled } from '@ant-design/icons'
import type { DesignSet } from '#designer/document/index.ts'
import { trailOf } from '#designer/properties/trail_of.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import type { PlacedProblem } from '#designer/workshop/index.ts'
import { fixCommand } from './fix_command.ts'
import { texts } from './texts.ts'

const mostShown = 300

/** Every problem of every draft, errors first; a click goes to the element. */
export function ProblemsPanel() {
  const set = useWorkshopState((state) => state.set)
  const problems = useWorkshopState((state) => state.problems)
  const sorted = [...problems].sort((a, b) => a.severity.localeCompare(b.severity))
  if (sorted.length === 0) return <p className="gd-note gd-panel-note">{texts.none}</p>
  return (
    <ul className="gd-problems" aria-label={texts.list}>
      {sorted.slice(0, mostShown).map((problem, index) => (
        <ProblemItem
          key={`${problem.code} ${problem.pointer} ${index}`}
          problem={problem}
          set={set}
        />
      ))}
    </ul>
  )
}

function ProblemItem({ problem, set }: { problem: PlacedProblem; set: DesignSet }) {
  const workshop = useWorkshop()
  const definition = problem.at ? set.get(problem.at.uid) : undefined
  const trail = definition && problem.at ? trailOf(definition, problem.at.path, set) : []
  const command = fixCommand(problem)
  return (
    <li className={`gd-${problem.severity}`}>
      <button type="button" onClick={() => problem.at && workshop.select(problem.at)}>
        {problem.severity === 'error' ? <CloseCircleFilled /> : <WarningFilled />}
        <span>
          {problem.message}
          {problem.fix && <small> → {problem.fix}</small>}
        </span>
        <small>{trail.map((step) => step.title).join(' › ') || texts.elsewhere}</small>
      </button>
      {command && (
        <Button size="small" type="link" onClick={() => workshop.execute(command)}>
          {texts.fix}
        </Button>
      )}
    </li>
  )
}
