import { useId } from 'react'
import { Select, Switch } from 'antd'
import { fieldTypeNameOf } from '#schemas/index.ts'
import type { DesignCommand, DesignDefinition } from '#designer/document/index.ts'
import { allFaces, typeTitle } from '#designer/fields/faces.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import type { PropertyExtrasProps } from '../../editor.ts'
import { FieldPreview } from './FieldPreview.tsx'
import { RetypeNotice } from './RetypeNotice.tsx'
import {
  changeType,
  fieldAt,
  isRequired,
  loneRule,
  setLoneRule,
  setRequired,
} from '../field_commands.ts'
import type { EntityField } from '../field_commands.ts'
import { texts } from '../texts.ts'

/** What a field is by its entity, not by itself: type, required, unique, indexed. */
export function FieldExtras({ definition, element }: PropertyExtrasProps) {
  const field = element.path.length === 3 ? fieldAt(definition, element.path) : null
  if (!field) return null
  const { key } = field
  const isComputed = ['formula', 'lookup', 'rollup', 'children'].includes(typeOf(field))
  return (
    <div className="gd-form">
      <FieldPreview entity={definition} field={field} />
      <TypeRow entity={definition} field={field} />
      {!isComputed && (
        <FlagRow
          label={texts.required}
          isOn={isRequired(definition, key)}
          command={(isOn) => setRequired(definition, key, isOn)}
        />
      )}
      <FlagRow
        label={texts.unique}
        isOn={loneRule(definition, 'unique', key) !== undefined}
        command={() => setLoneRule(definition, 'unique', key)}
      />
      <FlagRow
        label={texts.index}
        isOn={loneRule(definition, 'indexes', key) !== undefined}
        command={() => setLoneRule(definition, 'indexes', key)}
      />
    </div>
  )
}

function typeOf({ field }: EntityField): string {
  return fieldTypeNameOf(field) ?? 'text'
}

function TypeRow({ entity, field }: { entity: DesignDefinition; field: EntityField }) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const id = useId()
  const type = typeOf(field)
  const change = (next: string) => {
    const face = allFaces().find((one) => one.type === next)?.face
    const command = face && changeType(entity, set, { field, type: next, face })
    if (command) workshop.execute(command)
  }
  return (
    <div className="gd-row">
      <label htmlFor={id}>{texts.typeLabel}</label>
      <Select
        id={id}
        style={{ width: '100%' }}
        showSearch
        optionFilterProp="label"
        value={type}
        options={allFaces().map((one) => ({ value: one.type, label: typeTitle(one.type) }))}
        onChange={change}
      />
      <RetypeNotice entity={entity} field={field} />
    </div>
  )
}

interface FlagRowProps {
  label: string
  isOn: boolean
  command: (isOn: boolean) => DesignCommand
}

function FlagRow({ label, isOn, command }: FlagRowProps) {
  const workshop = useWorkshop()
  const id = useId()
  return (
    <div className="gd-row">
      <label htmlFor={id}>{label}</label>
      <Switch
        id={id}
        size="small"
        checked={isOn}
        onChange={(on) => workshop.execute(command(on))}
      />
    </div>
  )
}
