import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ConfigProvider } from 'antd'
import { NarrowContext } from '#runtime/shell/narrow.ts'
import { themeFor } from '#runtime/shell/theme.ts'
import { narrowRules } from './narrow_rules.ts'

export type DeviceName = 'desktop' | 'phone'

/** CSS pixels: a telephone's screen, and the drawer in which records stand on a wide one. */
const widths: Readonly<Record<DeviceName, number>> = { desktop: 880, phone: 375 }

/** With a hash: its rules hold inside the phone alone, not for the page around it. */
const phoneTheme = { ...themeFor(true), hashed: true }

const sameTheme = {}

/** A screen of that width, made smaller where it does not fit; what is in it takes it for the window. */
export function Device({ name, children }: { name: DeviceName; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<number | null>(null)
  const [rules, setRules] = useState('')
  const isPhone = name === 'phone'
  useEffect(() => {
    const { current } = frame
    if (!current) return
    const observer = new ResizeObserver(() => setRoom(current.clientWidth))
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => setRules(isPhone ? narrowRules('.gd-device-phone') : ''), [isPhone])
  const width = widths[name]
  const zoom = room === null ? 1 : Math.min(1, (room - 2) / width)
  return (
    <div className="gd-device-room" ref={frame}>
      {rules && <style>{rules}</style>}
      <div className={`gd-device gd-device-${name}`} style={{ width, zoom }}>
        <NarrowContext.Provider value={isPhone}>
          {/* Always there: what was typed is gone when a form is taken out of the tree. */}
          <ConfigProvider theme={isPhone ? phoneTheme : sameTheme}>{children}</ConfigProvider>
        </NarrowContext.Provider>
      </div>
    </div>
  )
}
