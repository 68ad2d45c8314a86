import { useEffect, useId, useState } from 'react'
import { Input } from 'antd'
import {
  findDefinition,
  keyOf,
  locate,
  partsOf,
  renameDefinition,
  renameElement,
  renamePart,
} from '#designer/document/index.ts'
import type {
  DesignCommand,
  DesignDefinition,
  ElementAddress,
  Located,
} from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { identityOf } from './ElementForm.tsx'
import { elementTitle } from './element_title.ts'
import { texts } from './texts.ts'

interface KeyRowProps {
  at: ElementAddress
  definition: DesignDefinition
  element: Located
}

/**
 * The key an element is named by. It changes when the person is done (Enter, or leaving), for every
 * reference changes with it; Esc leaves it as it was.
 */
export function KeyRow({ at, definition, element }: KeyRowProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const now = keyAt(definition, element)
  const [draft, setDraft] = useState(now ?? '')
  const id = useId()
  useEffect(() => setDraft(now ?? ''), [now])
  if (now === null) return null

  const isTaken = draft !== now && isKeyTaken(draft)
  const fault = !grammarFor(definition, element).test(draft)
    ? texts.badKey
    : isTaken
      ? texts.takenKey
      : null
  const commit = () => {
    if (draft === now) return
    if (fault) return setDraft(now)
    workshop.execute(renaming(at, { element, to: draft }))
  }
  function isKeyTaken(key: string): boolean {
    if (element.path.length === 0) return findDefinition(set, definition.kind, key) !== undefined
    const holder = locate(definition, element.path.slice(0, -1))
    const items = holder ? partsOf(holder.root, holder.schema, holder.value).items : []
    return items.some((item) => item.key === key || item.id === `@${key}`)
  }
  return (
    <div className="gd-row">
      <label htmlFor={id}>{texts.key}</label>
      <Input
        id={id}
        className="gd-code"
        value={draft}
        spellCheck={false}
        status={fault ? 'error' : ''}
        onChange={(event) => setDraft(event.target.value.trim())}
        onBlur={commit}
        onPressEnter={commit}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(now)}
      />
      <p className={fault ? 'gd-verdict gd-verdict-wrong' : 'gd-verdict'}>
        {fault ?? texts.renameAbout}
      </p>
    </div>
  )
}

function keyAt(definition: DesignDefinition, element: Located): string | null {
  if (element.path.length === 0) return keyOf(definition)
  if (identityOf(element) !== null) return (element.path.at(-1) ?? '').replace(/^[@%]/, '')
  const isMap = element.holder?.['x-ordered'] === true
  // A form's field is called as its entity calls it: it is renamed there.
  return isMap && !element.schema['x-key']?.['x-ref'] ? element.key : null
}

function grammarFor({ kind }: DesignDefinition, { path }: Located): RegExp {
  if (path.length > 0) return /^[a-z0-9][a-z0-9_]{0,39}$/
  return kind === 'module'
    ? /^[a-z][a-z0-9_]{1,29}$/
    : /^[a-z][a-z0-9_]{1,29}\.[a-z][a-z0-9_]{0,39}$/
}

function renaming(
  at: ElementAddress,
  { element, to }: { element: Located; to: string }
): DesignCommand {
  const label = texts.rename(elementTitle(element))
  if (at.path.length === 0) return renameDefinition(at.uid, to, label)
  return identityOf(element) !== null ? renamePart(at, to, label) : renameElement(at, to, label)
}
