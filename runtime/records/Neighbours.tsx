import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { useNeighbours } from '#runtime/views/state/neighbours.ts'
import type { DrawerWays } from './drawer_ways.ts'

const t = texts.drawer

interface NeighboursProps {
  entity: string
  id: string
  ways: DrawerWays
}

/** To the record before and after this one on the page of the list behind it. */
export function Neighbours({ entity, id, ways }: NeighboursProps) {
  const { previous, next, place, count } = useNeighbours(entity, id)
  if (place === 0 || count < 2) return null
  const step = (to: string | null, label: string, icon: React.ReactNode) => (
    <Button
      type="text"
      icon={icon}
      aria-label={label}
      title={`${label} · ${t.place(place, count)}`}
      disabled={to === null}
      onClick={() => to !== null && ways.show(to)}
    />
  )
  return (
    <span className="gj-neighbours">
      {step(previous, t.previous, <UpOutlined />)}
      {step(next, t.next, <DownOutlined />)}
    </span>
  )
}
