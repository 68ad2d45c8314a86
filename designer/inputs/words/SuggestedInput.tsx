import { AutoComplete } from 'antd'
import { MenuIcon } from '#runtime/shell/MenuIcon.tsx'
import { useSet } from '../property.ts'
import type { PropertyInputProps } from '../property.ts'

/** A word of one's own, or one of those the meta-schema offers; icons are shown. */
export function SuggestedInput({ element, at, id, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const value = typeof element.value === 'string' ? element.value : ''
  const words = (element.schema.examples ?? []).filter((word) => typeof word === 'string')
  const isIcon = element.key === 'icon'
  // What is chosen is no search: all of the others are on offer still.
  const found = words.filter((word) => words.includes(value) || word.includes(value))
  return (
    <AutoComplete
      id={id}
      style={{ width: '100%' }}
      value={value}
      allowClear
      popupMatchSelectWidth={220}
      status={invalid ? 'error' : ''}
      options={found.map((word) => ({
        value: word,
        label: isIcon ? (
          <span className="gd-suggested">
            <MenuIcon name={word} />
            {word}
          </span>
        ) : (
          word
        ),
      }))}
      onChange={(next?: string) => set(next ?? '')}
    />
  )
}
