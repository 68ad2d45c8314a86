import type { ReactNode } from 'react'
import { Segmented, Select } from 'antd'
import type { PreviewState } from './preview_state.ts'
import { texts } from './texts.ts'

/** As whom, and on what screen. */
export function PreviewBar({ preview, children }: { preview: PreviewState; children?: ReactNode }) {
  const { role, roles, device, setRole, setDevice } = preview
  return (
    <header className="gd-preview-bar">
      <Segmented
        size="small"
        value={device}
        options={[
          { value: 'desktop', label: texts.desktop },
          { value: 'phone', label: texts.phone },
          { value: 'off', label: texts.off },
        ]}
        onChange={setDevice}
      />
      {device !== 'off' && (
        <Select
          size="small"
          showSearch
          optionFilterProp="label"
          popupMatchSelectWidth={false}
          aria-label={texts.role}
          value={role}
          options={[...roles]}
          onChange={setRole}
        />
      )}
      {children}
    </header>
  )
}
