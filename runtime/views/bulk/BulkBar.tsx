import { useState } from 'react'
import { CloseOutlined, DeleteOutlined, EditOutlined, SwapOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { ActionMenu } from '#runtime/shell/ActionMenu.tsx'
import { UndoNotice } from '#runtime/shell/UndoNotice.tsx'
import { texts } from '#runtime/texts/index.ts'
import { BulkEdit } from './BulkEdit.tsx'
import { BulkOutcome } from './BulkOutcome.tsx'
import { BulkStep } from './BulkStep.tsx'
import { useBulkRun } from './bulk_run.ts'
import { editableColumns } from './editable_columns.ts'
import { mostSelected, selectAll } from './select_all.ts'
import type { RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { ListParts } from '../list_parts.ts'
import type { Outcome } from './in_turns.ts'
import '#runtime/shell/style/bulk.css'

const t = texts.bulk

/** What can be done with the records that are selected; each of them is told how it went. */
export default function BulkBar(parts: ListParts) {
  const { view, selection } = parts
  const [asked, setAsked] = useState<'edit' | RuntimeTransition | null>(null)
  const run = useBulkRun(view.entity, selection)
  const remove = useBulkRemove(run, selection.records.size)
  const steps = openSteps(parts)
  const close = () => setAsked(null)
  const isBusy = run.progress !== null
  return (
    <section className="gj-bulk" aria-label={t.bar}>
      <div className="gj-bulk-row">
        <strong role="status">{t.selected(selection.records.size)}</strong>
        <SelectAll {...parts} disabled={isBusy} />
        <span className="gj-bulk-space" />
        {view.can.update && editableColumns(view).length > 0 && (
          <Button icon={<EditOutlined />} disabled={isBusy} onClick={() => setAsked('edit')}>
            {t.edit}
          </Button>
        )}
        {steps.length > 0 && (
          <ActionMenu
            actions={steps.map((step) => ({
              key: step.id,
              label: step.form === null ? step.title : `${step.title} · ${t.needsForm}`,
              disabled: step.form !== null,
              onClick: () => setAsked(step),
            }))}
          >
            <Button icon={<SwapOutlined />} disabled={isBusy}>
              {t.transitions}
            </Button>
          </ActionMenu>
        )}
        {view.can.delete && (
          <Button danger icon={<DeleteOutlined />} disabled={isBusy} onClick={remove}>
            {texts.actions.remove}
          </Button>
        )}
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={t.clear}
          title={t.clear}
          disabled={isBusy}
          onClick={() => selection.set([])}
        />
      </div>
      {run.progress && (
        <div className="gj-bulk-row" role="status">
          <progress value={run.progress.tried} max={run.progress.of} />
          <span className="gj-number">{t.progress(run.progress.tried, run.progress.of)}</span>
          <Button size="small" onClick={run.stop}>
            {t.stop}
          </Button>
        </div>
      )}
      {run.outcome && <BulkOutcome outcome={run.outcome} onClose={run.forget} />}
      {asked === 'edit' && (
        <BulkEdit
          view={view}
          count={selection.records.size}
          onCancel={close}
          onApply={(values) => {
            close()
            void run.update(values)
          }}
        />
      )}
      {asked !== null && asked !== 'edit' && (
        <BulkStep
          step={asked}
          count={selection.records.size}
          onCancel={close}
          onApply={(comment) => {
            close()
            void run.transition(asked, comment)
          }}
        />
      )}
    </section>
  )
}

/** Steps that start from the state of some selected record; which it may make, the server says. */
function openSteps({ view, selection }: ListParts): RuntimeTransition[] {
  const selected = [...selection.records.values()]
  return view.transitions.filter(({ field, from }) =>
    selected.some(({ values }) => {
      const state = values[field]
      return state === undefined || from.includes(String(state))
    })
  )
}

function SelectAll(parts: ListParts & { disabled: boolean }) {
  const { page, selection, disabled } = parts
  const { message } = App.useApp()
  const [found, setFound] = useState<number | null>(null)
  if (found !== null) return <span role="status">{t.selecting(found)}</span>
  const isAll = page.countIsExact && page.count !== null && page.count <= mostSelected
  if (page.count === null || selection.records.size >= page.count) return null
  const select = async () => {
    setFound(0)
    try {
      selection.set(await selectAll(parts, setFound))
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error), 5)
    } finally {
      setFound(null)
    }
  }
  return (
    <Button type="link" disabled={disabled} onClick={() => void select()}>
      {isAll ? t.selectAll(page.count) : t.selectMost(mostSelected)}
    </Button>
  )
}

/** Asks once, and offers to take it back. */
function useBulkRemove(run: ReturnType<typeof useBulkRun>, count: number): () => void {
  const { modal, message } = App.useApp()
  const undo = async ({ done }: Outcome) => {
    const { done: restored } = await run.restore(done)
    message.success(t.undone(restored.length))
  }
  return () =>
    void modal.confirm({
      title: t.removeTitle(count),
      content: t.removeText,
      okText: texts.actions.remove,
      cancelText: texts.actions.cancel,
      okButtonProps: { danger: true },
      onOk: async () => {
        const outcome = await run.remove()
        if (outcome.done.length === 0) return
        const key = `bulk-${Date.now()}`
        message.open({
          ...{ key, type: 'success', duration: 10 },
          content: (
            <UndoNotice
              text={t.done(outcome.done.length)}
              onUndo={() => {
                message.destroy(key)
                void undo(outcome)
              }}
            />
          ),
        })
      },
    })
}
