import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { StatePage } from '#runtime/shell/StatePage.tsx'
import { texts } from '#runtime/texts/index.ts'
import { isAsked } from './state/filter_values.ts'
import { RowBones } from './ListBones.tsx'
import type { ListParts } from './list_parts.ts'

const t = texts.list

/** What stands in place of rows: loading, failed, nothing found, nothing there yet. */
export function ListState({ view, state, page, onChange, onCreate }: ListParts) {
  if (page.error) return <ErrorPage error={page.error} onRetry={page.refresh} />
  if (page.isFirstLoad) return <RowBones />
  if (state.search || state.where || Object.values(state.filters).some(isAsked)) {
    return (
      <StatePage
        figure="empty"
        title={t.emptyFiltered}
        text={t.emptyFilteredNext}
        actions={
          <Button onClick={() => onChange({ filters: {}, where: null, search: '' })}>
            {t.clearFilters}
          </Button>
        }
      />
    )
  }
  return (
    <StatePage
      figure="empty"
      title={t.empty}
      {...(view.can.create
        ? {
            text: t.emptyCreate(view.title),
            actions: (
              <Button type="primary" icon={<PlusOutlined />} onClick={onCreate}>
                {texts.actions.create}
              </Button>
            ),
          }
        : {})}
    />
  )
}
