import { lazy, Suspense, useState } from 'react'
import {
  CopyOutlined,
  DeleteOutlined,
  EditOutlined,
  LinkOutlined,
  MoreOutlined,
  QuestionCircleOutlined,
  SwapOutlined,
} from '@ant-design/icons'
import { App, Button } from 'antd'
import { ActionMenu } from '#runtime/shell/ActionMenu.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { recordPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { openTransitions } from './open_transitions.ts'
import { useRemoveRecord } from './remove_record.ts'
import { useTransitions } from './transitions.ts'
import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'
import type { Action } from '#runtime/shell/ActionMenu.tsx'
import type { DrawerWays } from './drawer_ways.ts'

const AssignDialog = lazy(() => import('./rights/AssignDialog.tsx'))
const WhyDialog = lazy(() => import('./rights/WhyDialog.tsx'))
const TransitionDialog = lazy(() => import('./TransitionDialog.tsx'))

interface RecordActionsProps {
  definition: RuntimeForm
  loaded: LoadedRecord
  ways: DrawerWays
}

/** What the actor may do with this record now; on a phone all but the main step is in the menu. */
export function RecordActions({ definition, loaded, ways }: RecordActionsProps) {
  const narrow = useIsNarrow()
  const transitions = useTransitions(definition.entity, loaded)
  const { main, others } = openTransitions(definition, loaded)
  const { data: record, can } = loaded
  const [dialog, setDialog] = useState<'assign' | 'why' | null>(null)
  const people = can.assign ? definition.assignTo : undefined
  const handOver: Action = {
    ...{ key: 'assign', label: recordTexts.assign.action, icon: <SwapOutlined /> },
    onClick: () => setDialog('assign'),
  }
  const why: Action = {
    ...{ key: 'why', label: recordTexts.why.title, icon: <QuestionCircleOutlined /> },
    onClick: () => setDialog('why'),
  }
  const rest = useMoreActions(definition, loaded, ways)
  const more = [...(people ? [handOver] : []), why, ...rest]
  const hidden = others.map((transition) => ({
    key: transition.id,
    label: transition.title,
    onClick: () => transitions.choose(transition),
  }))
  const step = (transition: RuntimeTransition) => (
    <Button
      key={transition.id}
      type={transition === main ? 'primary' : 'default'}
      loading={transitions.busy === transition.id}
      onClick={() => transitions.choose(transition)}
    >
      {transition.title}
    </Button>
  )
  return (
    <>
      {main && step(main)}
      {!narrow && others.map(step)}
      {can.update && can.fields.length > 0 && (
        <Button icon={<EditOutlined />} onClick={() => ways.edit(record.id)}>
          {texts.actions.edit}
        </Button>
      )}
      <ActionMenu actions={narrow ? [...hidden, ...more] : more}>
        <Button icon={<MoreOutlined />} aria-label={texts.actions.more} />
      </ActionMenu>
      <Suspense fallback={null}>
        {dialog === 'assign' && people && (
          <AssignDialog
            {...{ entity: definition.entity, record, people }}
            onClose={() => setDialog(null)}
          />
        )}
        {dialog === 'why' && (
          <WhyDialog
            {...{ definition, id: record.id, people: definition.assignTo ?? null }}
            onClose={() => setDialog(null)}
          />
        )}
        {transitions.asked && (
          <TransitionDialog
            definition={definition}
            loaded={loaded}
            transition={transitions.asked}
            onCancel={transitions.cancel}
            onSubmit={transitions.submit}
          />
        )}
      </Suspense>
    </>
  )
}

function useMoreActions(
  { entity, can: general }: RuntimeForm,
  loaded: LoadedRecord,
  ways: DrawerWays
): Action[] {
  const { message } = App.useApp()
  const { data: record, can } = loaded
  const remove = useRemoveRecord(entity, ways.close)
  const copyLink = async () => {
    await navigator.clipboard.writeText(location.origin + recordPath(entity, record.id))
    message.success(texts.record.linkCopied)
  }
  const link: Action = {
    key: 'link',
    label: texts.actions.copyLink,
    icon: <LinkOutlined />,
    onClick: () => void copyLink(),
  }
  const copy: Action = {
    key: 'copy',
    label: texts.drawer.duplicate,
    icon: <CopyOutlined />,
    onClick: () => ways.copy(record.id),
  }
  const harmless = general.create ? [link, copy] : [link]
  if (!can.delete) return harmless
  const bin: Action = {
    key: 'remove',
    label: texts.actions.remove,
    icon: <DeleteOutlined />,
    danger: true,
    onClick: () => remove(record),
  }
  return [...harmless, bin]
}
