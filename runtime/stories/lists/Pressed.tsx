import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

/** Shows something after a button in it was pressed, by its name. */
export function Pressed({ button, children }: { button: string; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const all = [...(box.current?.querySelectorAll('button') ?? [])]
    const found = all.find((one) => [one.ariaLabel, one.textContent].includes(button))
    if (!found) throw new Error(`there is no button ${button}`)
    found.click()
  }, [button])
  return <div ref={box}>{children}</div>
}
