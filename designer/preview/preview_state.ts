import { useRef, useState } from 'react'
import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'
import { definitionsOf, keyOf, titleOf } from '#designer/document/index.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import type { DeviceName } from './device/Device.tsx'
import { draftAccess } from './draft_access.ts'
import { texts } from './texts.ts'

/** As whom and on what the drafts are looked at. */
export interface PreviewState {
  /** The drafts compiled; those before the errors that they have now. Null: never without errors. */
  readonly application: CompiledApplication | null
  readonly access: Access | null
  readonly hasErrors: boolean
  readonly roles: readonly { value: string; label: string }[]
  readonly role: string
  readonly device: DeviceName | 'off'
  setRole(role: string): void
  setDevice(device: DeviceName | 'off'): void
}

/** Stands for somebody who may everything; no key of a role can be it. */
const everything = '*'

export function usePreview(first: DeviceName): PreviewState {
  const now = useWorkshopState(({ checked }) => checked.application)
  const set = useWorkshopState((state) => state.set)
  const good = useRef<CompiledApplication | null>(null)
  if (now) good.current = now
  const [chosenRole, setRole] = useState(everything)
  const [device, setDevice] = useState<DeviceName | 'off'>(first)
  const application = good.current
  const known = definitionsOf(set, 'role').map((one) => ({
    value: keyOf(one),
    label: titleOf(one),
  }))
  const role = application?.roles.has(chosenRole) ? chosenRole : everything
  return {
    application,
    access: application && draftAccess(application, role === everything ? null : role),
    hasErrors: now === null,
    roles: [{ value: everything, label: texts.everything }, ...known],
    ...{ role, device, setRole, setDevice },
  }
}
