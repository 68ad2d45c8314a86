import { Button } from 'antd'
import type { ElementAddress } from '#designer/document/index.ts'
import { problemsAt, useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { fixCommand } from '#designer/problems/fix_command.ts'
import { texts } from './texts.ts'

/** What is wrong at an element, with the fix where there is a certain one. */
export function ProblemNotes({ at, within }: { at: ElementAddress; within?: boolean }) {
  const workshop = useWorkshop()
  const problems = problemsAt(
    useWorkshopState((state) => state.problems),
    at,
    within
  )
  if (problems.length === 0) return null
  return (
    <ul className="gd-problem-notes">
      {problems.map((problem) => (
        <li key={problem.code + problem.pointer} className={`gd-${problem.severity}`}>
          {problem.message}
          {problem.fix && <small>{problem.fix}</small>}
          {problem.patch && (
            <Button
              size="small"
              type="link"
              onClick={() => {
                const command = fixCommand(problem)
                if (command) workshop.execute(command)
              }}
            >
              {texts.fix}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
