import {
  CheckCircleOutlined,
  CloseCircleFilled,
  SyncOutlined,
  WarningFilled,
} from '@ant-design/icons'
import { textOf } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import type { Workshop, WorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { texts } from './texts.ts'

interface StatusBarProps {
  hasProblems: boolean
  onProblems: () => void
}

/** Whether drafts are saved, how many problems there are, how far undo reaches. */
export function StatusBar({ hasProblems, onProblems }: StatusBarProps) {
  const workshop = useWorkshop()
  const state = useWorkshopState((now) => now)
  const errors = state.problems.filter((one) => one.severity === 'error').length
  const warnings = state.problems.length - errors
  const drafts = draftCount(workshop, state)
  const isQuiet = errors + warnings === 0
  return (
    <footer className="gd-status">
      <button type="button" aria-expanded={hasProblems} onClick={onProblems}>
        {errors > 0 ? (
          <CloseCircleFilled className="gd-error" />
        ) : warnings > 0 ? (
          <WarningFilled className="gd-warning" />
        ) : (
          <CheckCircleOutlined />
        )}
        {isQuiet ? texts.noProblems : texts.problemCount(errors, warnings)}
      </button>
      <span>{drafts > 0 ? texts.drafts(drafts) : texts.noDrafts}</span>
      <span role="status">
        {state.saving.phase === 'saving' && <SyncOutlined spin />} {savingText(state)}
      </span>
      <span className="gd-top-space" />
      <span>{texts.depth(state.done.length)}</span>
    </footer>
  )
}

function savingText({ saving }: WorkshopState): string {
  const first = [...saving.refusals.values()][0]
  switch (saving.phase) {
    case 'saving':
      return texts.saving
    case 'waiting':
      return texts.waiting
    case 'offline':
      return texts.offline(saving.unsaved)
    case 'refused':
      return first
        ? phrases.labelled(texts.refused(saving.refusals.size), first)
        : texts.refused(saving.refusals.size)
    case 'saved':
      return texts.saved
  }
}

/** Definitions that differ from what is active, removed ones among them. */
function draftCount(workshop: Workshop, { set }: WorkshopState): number {
  let count = 0
  for (const [uid, one] of set) {
    const active = workshop.copyOf(uid)?.active
    if (!active || textOf({ kind: one.kind, document: active.document }) !== textOf(one)) count += 1
  }
  return count + workshop.activeUids().filter((uid) => !set.has(uid)).length
}
