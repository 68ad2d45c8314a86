import { useEffect, useState } from 'react'
import { Alert, Button } from 'antd'
import { QuarantineDrawer } from './QuarantineDrawer.tsx'
import { quarantineClient } from './quarantine_client.ts'
import { texts } from './texts.ts'

/** How many values a release put into quarantine, as far as the person reads them; null: not known yet. */
function useCounts(release: string, round: number): { open: number; count: number } | null {
  const [counts, setCounts] = useState<{ open: number; count: number } | null>(null)
  useEffect(() => {
    let isLeft = false
    quarantineClient.list(release, { limit: 1 }).then(
      ({ page }) => !isLeft && setCounts(page),
      // Somebody who may not look at records is told nothing.
      () => !isLeft && setCounts(null)
    )
    return () => {
      isLeft = true
    }
  }, [release, round])
  return counts
}

interface QuarantineEntryProps {
  release: string
  /** `notice` stands after publishing, `link` in a line of the list of releases. */
  as: 'notice' | 'link'
}

/** The way to the values that did not convert; nothing where all did. */
export function QuarantineEntry({ release, as }: QuarantineEntryProps) {
  const [isOpen, setOpen] = useState(false)
  const [round, setRound] = useState(0)
  const counts = useCounts(release, round)
  if (!counts || counts.count === 0) return null
  const { open, count } = counts
  const show = () => setOpen(true)
  const close = () => {
    setOpen(false)
    setRound(round + 1)
  }
  return (
    <>
      {as === 'notice' ? (
        <Alert
          type={open > 0 ? 'warning' : 'success'}
          showIcon
          message={open > 0 ? texts.found(open) : texts.settled(count)}
          action={
            <Button size="small" onClick={show}>
              {texts.show}
            </Button>
          }
        />
      ) : (
        <Button type="link" size="small" danger={open > 0} onClick={show}>
          {open > 0 ? texts.open(open) : texts.settled(count)}
        </Button>
      )}
      {isOpen && <QuarantineDrawer release={release} onClose={close} />}
    </>
  )
}
