import { Checkbox } from 'antd'
import { wordTitle } from '#designer/texts/schema_texts.ts'
import { useSet } from '../property.ts'
import type { PropertyInputProps } from '../property.ts'

/** Any words of a closed list, in the order of the list. */
export function WordsInput({ element, at }: PropertyInputProps) {
  const set = useSet({ at, element })
  const items = element.schema.items ?? {}
  const words = (items.enum ?? []).filter((word) => typeof word === 'string')
  const value = Array.isArray(element.value) ? (element.value as string[]) : []
  return (
    <Checkbox.Group
      value={value}
      options={words.map((word) => ({ value: word, label: wordTitle(items, word) }))}
      onChange={(chosen) =>
        set(chosen.length === 0 ? undefined : words.filter((word) => chosen.includes(word)))
      }
    />
  )
}
