import { Checkbox, Select } from 'antd'
import { definitionsOf, isMembers, keyOf, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { setEdit } from './lifecycle_parts.ts'
import { texts } from './texts.ts'

type Mode = 'anyone' | 'only' | 'nobody'

/** States down, roles across: who may edit a record in which state. */
export function EditMatrix({ definition }: { definition: DesignDefinition }) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const module = keyOf(definition).split('.')[0]
  const states = Array.isArray(definition.document.states)
    ? (definition.document.states as unknown[]).filter(isMembers)
    : []
  const named = new Set(states.flatMap((one) => (Array.isArray(one.edit) ? one.edit : [])))
  const roles = definitionsOf(set, 'role').filter(
    (role) => keyOf(role).startsWith(`${module}.`) || named.has(keyOf(role))
  )
  const change = (state: string, edit: readonly string[] | undefined) =>
    workshop.execute(setEdit(definition, state, edit))
  return (
    <section className="gd-egrid gd-edit-matrix" aria-label={texts.edit}>
      <header>
        <h2>{texts.edit}</h2>
      </header>
      <div className="gd-view-scroll">
        <table>
          <thead>
            <tr>
              <th>{texts.state}</th>
              <th />
              {roles.map((role) => (
                <th key={role.uid}>{titleOf(role)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {states.map((state) => {
              const id = String(state.id)
              const edit = Array.isArray(state.edit) ? state.edit.map(String) : undefined
              const mode: Mode = !edit ? 'anyone' : edit.length === 0 ? 'nobody' : 'only'
              return (
                <tr key={id}>
                  <th scope="row">{String(state.title ?? id)}</th>
                  <td>
                    <Select<Mode>
                      size="small"
                      value={mode}
                      aria-label={`${texts.edit} ${String(state.title ?? id)}`}
                      options={[
                        { value: 'anyone', label: texts.anyone },
                        { value: 'only', label: texts.only, disabled: roles.length === 0 },
                        { value: 'nobody', label: texts.nobody },
                      ]}
                      onChange={(next) =>
                        change(
                          id,
                          next === 'anyone'
                            ? undefined
                            : next === 'nobody'
                              ? []
                              : roles.slice(0, 1).map(keyOf)
                        )
                      }
                    />
                  </td>
                  {roles.map((role) => (
                    <td key={role.uid}>
                      <Checkbox
                        aria-label={`${String(state.title ?? id)} ${titleOf(role)}`}
                        disabled={mode === 'anyone'}
                        checked={edit?.includes(keyOf(role)) ?? true}
                        onChange={({ target }) =>
                          change(
                            id,
                            target.checked
                              ? [...(edit ?? []), keyOf(role)]
                              : (edit ?? []).filter((one) => one !== keyOf(role))
                          )
                        }
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
