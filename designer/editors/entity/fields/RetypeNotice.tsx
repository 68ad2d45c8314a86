import { useEffect, useState } from 'react'
import { Alert, Spin } from 'antd'
import { request } from '#runtime/client/http.ts'
import { fieldTypeNameOf } from '#schemas/index.ts'
import { keyOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { typeTitle } from '#designer/fields/faces.ts'
import type { Conversion } from '#designer/releases/releases_client.ts'
import { sampleText } from '#designer/releases/sample_text.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { fieldsIn } from '../field_commands.ts'
import type { EntityField } from '../field_commands.ts'
import { texts } from '../texts.ts'

/** As much of a plan as a change of type is about. */
interface PlannedMigration {
  statement: string
  entity?: string
  field?: string
  rows?: number
  converts?: Conversion
}

interface PlanAnswer {
  data: {
    problems: { severity: string; message: { 'zh-CN': string } }[]
    migrations: PlannedMigration[]
  }
}

/** What a change of the type of a published field would do to its data: the plan's own numbers. */
export function RetypeNotice({ entity, field }: { entity: DesignDefinition; field: EntityField }) {
  const workshop = useWorkshop()
  const was = activeType(workshop.copyOf(entity.uid)?.active?.document, entity, field.uid)
  const type = fieldTypeNameOf(field.field)
  const isRetyped = was !== null && was !== type
  const saved = useWorkshopState((state) => state.saving)
  const plan = usePlan(isRetyped && saved.phase === 'saved' ? `${keyOf(entity)} ${type}` : null)
  if (!isRetyped) return null
  const moves =
    plan === 'failed' || plan === null
      ? []
      : plan.data.migrations.filter(({ converts }) => converts)
  return (
    <Alert
      type="warning"
      showIcon
      message={`${texts.retype} ${texts.was(typeTitle(was))}`}
      description={
        plan === null ? (
          <>
            <Spin size="small" /> {texts.planning}
          </>
        ) : plan === 'failed' ? (
          texts.planFailed
        ) : (
          <ul>
            {plan.data.problems
              .filter((one) => one.severity === 'error')
              .map((one) => (
                <li key={one.message['zh-CN']}>{one.message['zh-CN']}</li>
              ))}
            {moves.map(({ statement, rows, converts }) => (
              <li key={statement}>
                {rows !== undefined && phrases.labelled(texts.retypeRows(rows), '')}
                {converts && texts.converts(converts.ok, converts.rounded, converts.failing)}
                {converts && converts.samples.length > 0 && (
                  <small>
                    {phrases.labelled(
                      texts.samples,
                      phrases.listed(converts.samples.map(sampleText))
                    )}
                  </small>
                )}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}

function activeType(
  document: DesignDefinition['document'] | undefined,
  entity: DesignDefinition,
  uid: string
): string | null {
  if (!document) return null
  const before = fieldsIn({ ...entity, document }).find((one) => one.uid === uid)
  return before ? fieldTypeNameOf(before.field) : null
}

/** The plan of all drafts; null while it is being made. `of` changes when it has to be made anew. */
function usePlan(of: string | null): PlanAnswer | 'failed' | null {
  const [made, setMade] = useState<{ of: string; plan: PlanAnswer | 'failed' } | null>(null)
  useEffect(() => {
    if (of === null) return
    let isLeft = false
    request<PlanAnswer>('POST', '/releases/plan', { body: {} }).then(
      (plan) => !isLeft && setMade({ of, plan }),
      () => !isLeft && setMade({ of, plan: 'failed' })
    )
    return () => {
      isLeft = true
    }
  }, [of])
  return made && made.of === of ? made.plan : null
}
