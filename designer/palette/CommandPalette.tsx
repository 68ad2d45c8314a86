import { useEffect, useMemo, useRef, useState } from 'react'
import { Input, Modal } from 'antd'
import type { InputRef } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { paletteEntries, sought } from './palette_entries.ts'
import { texts } from './texts.ts'

interface Line {
  id: string
  title: string
  about: string
  act: () => void
}

export interface PaletteCommand {
  title: string
  act: () => void
}

interface CommandPaletteProps {
  /** Commands of the frame, beside those every palette has. */
  commands: readonly PaletteCommand[]
  onClose: () => void
}

/** Ctrl+K: go to any definition or element, or give a command, without leaving the keys. */
export function CommandPalette({ commands, onClose }: CommandPaletteProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState(0)
  const entries = useMemo(() => paletteEntries(set), [set])
  const lines = useMemo((): Line[] => {
    const words = search.trim().toLowerCase()
    const all = commands
      .filter(({ title }) => title.toLowerCase().includes(words))
      .map(({ title, act }) => ({ id: title, title, about: texts.command, act }))
    const found = sought(entries, search).map(({ id, title, about, at }) => ({
      ...{ id, title, about },
      act: () => workshop.select(at),
    }))
    return words === '' ? [...all, ...found] : [...found, ...all]
  }, [commands, entries, search, workshop])
  const here = useRef<HTMLLIElement>(null)
  const box = useRef<InputRef>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const run = (line: Line | undefined) => {
    if (!line) return
    onClose()
    line.act()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setChosen((chosen + step + lines.length) % Math.max(1, lines.length))
    else if (event.key === 'Enter') run(lines[chosen])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      // Nobody waits for a movement before typing; the dialog takes the focus first.
      transitionName=""
      maskTransitionName=""
      afterOpenChange={(isOpen) => {
        if (isOpen) box.current?.focus()
      }}
      width={640}
      className="gd-palette"
      title={null}
    >
      <Input
        ref={box}
        autoFocus
        size="large"
        prefix={<SearchOutlined />}
        role="combobox"
        aria-expanded
        aria-controls="gd-palette-lines"
        aria-label={texts.label}
        placeholder={texts.placeholder}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        id="gd-palette-lines"
        role="listbox"
        aria-label={texts.results}
        className="gd-palette-lines"
      >
        {lines.length === 0 && <li className="gd-note">{texts.none}</li>}
        {lines.map((line, index) => (
          <li
            key={line.id}
            ref={index === chosen ? here : null}
            role="option"
            aria-selected={index === chosen}
            onClick={() => run(line)}
          >
            <span>{line.title}</span>
            <small>{line.about}</small>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
