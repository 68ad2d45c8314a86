import { useRef } from 'react'
import { useOthersPresent } from '#runtime/client/live/presence.ts'
import { useRecord } from '#runtime/client/queries.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { texts } from '#runtime/texts/index.ts'
import { FormPanel } from './FormPanel.tsx'
import { Panel } from './Panel.tsx'
import { RecordBones } from './RecordBones.tsx'
import { StaleDialog } from './conflict/StaleDialog.tsx'
import { OthersNotice } from './live/OthersNotice.tsx'
import { PresentPeople } from './live/PresentPeople.tsx'
import { neededFields } from './needed_fields.ts'
import { useEditing } from './editing.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'
import type { DrawerWays } from './drawer_ways.ts'

interface EditPanelProps {
  definition: RuntimeForm
  id: string
  ways: DrawerWays
}

/** Changes a record. */
export default function EditPanel({ definition, id, ways }: EditPanelProps) {
  const loaded = useRecord(definition.entity, id, neededFields(definition))
  // The form is opened on what was read first; later readings do not disturb who types.
  const opened = useRef<LoadedRecord | null>(null)
  if (loaded.data && !(loaded.isStale && loaded.isFetching)) opened.current ??= loaded.data
  if (loaded.isError && !opened.current) {
    return (
      <Panel title={definition.title} onClose={ways.close}>
        <ErrorPage error={loaded.error} onRetry={() => loaded.refetch()} />
      </Panel>
    )
  }
  if (!opened.current) return <RecordBones />
  return <EditForm definition={definition} opened={opened.current} ways={ways} />
}

interface EditFormProps {
  definition: RuntimeForm
  opened: LoadedRecord
  ways: DrawerWays
}

function EditForm({ definition, opened, ways }: EditFormProps) {
  const edit = useEditing(definition, opened, ways)
  const people = useOthersPresent(definition.entity, opened.data.id, 'edit')
  return (
    <>
      <FormPanel
        title={texts.record.editTitle(definition.title)}
        model={edit.model}
        state={edit.state}
        draft={edit.draft}
        notice={
          <>
            <OthersNotice changes={edit.others} />
            <PresentPeople people={people} />
          </>
        }
        onCancel={() => ways.show(opened.data.id)}
      />
      {edit.conflict && (
        <StaleDialog
          model={edit.model}
          conflict={edit.conflict}
          onSave={edit.saveAsChosen}
          onDiscard={edit.discard}
          onClose={edit.closeConflict}
        />
      )}
    </>
  )
}
