import { Select } from 'antd'
import { OptionTag } from '#runtime/fields/OptionTag.tsx'
import { wordTitle } from '#designer/texts/schema_texts.ts'
import { texts } from '../texts.ts'
import { useSet } from '../property.ts'
import type { PropertyInputProps } from '../property.ts'

/** One word of a closed list. */
export function WordInput({ element, at, id, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const { schema, key } = element
  const words = (schema.enum ?? []).filter((word) => typeof word === 'string')
  const isColor = key === 'color'
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      value={typeof element.value === 'string' ? element.value : null}
      placeholder={texts.unset}
      allowClear
      showSearch={words.length > 8}
      optionFilterProp="title"
      status={invalid ? 'error' : ''}
      options={words.map((word) => ({
        value: word,
        title: wordTitle(schema, word),
        label: isColor ? (
          <OptionTag label={wordTitle(schema, word)} color={word} />
        ) : (
          wordTitle(schema, word)
        ),
      }))}
      onChange={(value?: string) => set(value)}
    />
  )
}
