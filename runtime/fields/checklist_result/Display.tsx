import { texts } from '#runtime/texts/index.ts'
import { OptionTag } from '../OptionTag.tsx'
import type { FieldDisplay } from '../field_face.ts'

type Verdict = keyof typeof texts.fields.verdicts
const colors: Readonly<Record<Verdict, string | null>> = {
  ...{ pass: 'green', fail: 'red', not_scored: null },
}

/** The verdict, with the score and band it came from. */
export const ChecklistResultDisplay: FieldDisplay = {
  align: 'left',
  width: 180,
  show: ({ value }) => {
    if (typeof value !== 'object' || value === null) return String(value)
    const { verdict, score, band } = value as Record<string, string | undefined>
    const known = verdict !== undefined && verdict in colors ? (verdict as Verdict) : null
    return (
      <span className="gj-tags">
        <OptionTag
          label={known ? texts.fields.verdicts[known] : String(verdict ?? '')}
          color={known && colors[known]}
        />
        {score !== undefined && <b>{score}</b>}
        {band !== undefined && <span>{band}</span>}
      </span>
    )
  },
}
