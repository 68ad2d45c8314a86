import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { FilterOutlined, PlusOutlined, ReloadOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Drawer } from 'antd'
import { TextInput } from '#runtime/shell/text_input.ts'
import { texts } from '#runtime/texts/index.ts'
import { isAsked } from './state/filter_values.ts'
import { QueryBar } from './QueryBar.tsx'
import { SortSelect } from './SortSelect.tsx'
import type { InputRef } from 'antd'
import type { ListParts } from './list_parts.ts'
import type { ListState } from './state/list_state.ts'

const t = texts.list

type ListHeadProps = ListParts & { searchBox: RefObject<InputRef>; narrow: boolean }

/** Title, search, and what can be done with the list as a whole. */
export function ListHead(parts: ListHeadProps) {
  const { view, state, page, narrow, searchBox, onChange, onCreate } = parts
  const [filtering, setFiltering] = useState(false)
  const asked = Object.values(state.filters).filter(isAsked).length
  return (
    <header className="gj-page-head">
      <h1>{view.title}</h1>
      <SearchBox
        narrow={narrow}
        box={searchBox}
        value={state.search}
        onSearch={(q) => onChange({ search: q })}
      />
      {narrow && (
        <Button icon={<FilterOutlined />} onClick={() => setFiltering(true)}>
          {asked ? t.filtersActive(asked) : texts.actions.filter}
        </Button>
      )}
      {!narrow && (
        <Button
          icon={<ReloadOutlined />}
          aria-label={texts.actions.refresh}
          title={texts.actions.refresh}
          onClick={page.refresh}
        />
      )}
      {view.can.create && (
        <Button
          type="primary"
          icon={<PlusOutlined />}
          title={narrow ? undefined : texts.withKey(texts.actions.create, 'N')}
          onClick={onCreate}
        >
          {texts.actions.create}
        </Button>
      )}
      {narrow && <FilterSheet {...parts} open={filtering} onClose={() => setFiltering(false)} />}
    </header>
  )
}

type FilterSheetProps = ListParts & { open: boolean; onClose: () => void }

/** Query bar and order, on a phone. */
function FilterSheet({ view, state, open, onChange, onClose }: FilterSheetProps) {
  const apply = (part: Partial<ListState>) => {
    onClose()
    onChange(part)
  }
  return (
    <Drawer
      placement="bottom"
      height="auto"
      open={open}
      title={texts.actions.filter}
      onClose={onClose}
    >
      <SortSelect view={view} sort={state.sort} onChange={(sort) => apply({ sort })} />
      <QueryBar view={view} filters={state.filters} onChange={apply} />
    </Drawer>
  )
}

interface SearchBoxProps {
  narrow: boolean
  box: RefObject<InputRef>
  value: string
  onSearch: (text: string) => void
}

function SearchBox({ narrow, box, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  return (
    <TextInput
      ref={box}
      className="gj-search"
      type="search"
      allowClear
      prefix={<SearchOutlined />}
      aria-label={texts.actions.search}
      placeholder={narrow ? t.searchPlaceholder : t.searchHint}
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        if (!event.target.value) onSearch('')
      }}
      onPressEnter={() => onSearch(typed.trim())}
      onBlur={() => typed.trim() !== value && onSearch(typed.trim())}
    />
  )
}
