import { Tooltip } from 'antd'
import type { DesignDefinition } from '#designer/document/index.ts'
import { textOf } from '#designer/document/index.ts'
import { problemsAt, useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

/** A dot for unpublished changes, and the number of errors. */
export function NodeState({ definition }: { definition: DesignDefinition }) {
  const workshop = useWorkshop()
  const problems = useWorkshopState((state) => state.problems)
  const active = workshop.copyOf(definition.uid)?.active ?? null
  const isSame =
    active !== null &&
    textOf({ kind: definition.kind, document: active.document }) === textOf(definition)
  const errors = problemsAt(problems, { uid: definition.uid, path: [] }, true).filter(
    (one) => one.severity === 'error'
  ).length
  return (
    <>
      {!isSame && (
        <Tooltip title={active ? texts.draft : texts.fresh}>
          <span className={active ? 'gd-dot' : 'gd-dot gd-dot-new'} />
        </Tooltip>
      )}
      {errors > 0 && <span className="gd-count-wrong">{errors}</span>}
    </>
  )
}
