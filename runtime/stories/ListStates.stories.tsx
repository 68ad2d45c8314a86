import { ApiError } from '#runtime/client/api_error.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { StaleNote } from '#runtime/records/StaleNote.tsx'
import { StatePage } from '#runtime/shell/StatePage.tsx'
import { texts } from '#runtime/texts/index.ts'
import { ListBones } from '#runtime/views/ListBones.tsx'

export default { title: '列表状态' }

const t = texts.list
const failed = (status: number) =>
  new ApiError({
    status,
    faults: [{ code: 'E_INTERNAL', status, message: texts.errors.server }],
    requestId: 'b36b9fd6-65d6-422c-98f4-bb62077e5f76',
  })

export const Loading = { name: '加载中', render: () => <ListBones /> }
export const Empty = {
  name: '还没有数据',
  render: () => <StatePage figure="empty" title={t.empty} text={t.emptyCreate('合同')} />,
}
export const NothingFound = {
  name: '没有符合条件的',
  render: () => <StatePage figure="empty" title={t.emptyFiltered} text={t.emptyFilteredNext} />,
}
export const Forbidden = { name: '没有权限', render: () => <ErrorPage error={failed(403)} /> }
export const Failed = { name: '服务出错', render: () => <ErrorPage error={failed(500)} /> }
export const Offline = { name: '没有网络', render: () => <ErrorPage error={failed(0)} /> }
export const Stale = {
  name: '正在重新计算',
  render: () => (
    <section className="gj-list">
      <StaleNote
        stale={['total', 'rate']}
        titleOf={(key) => ({ total: '合同总额（含税）', rate: '回款率' })[key]}
      />
    </section>
  ),
}
