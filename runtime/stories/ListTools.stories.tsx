import { texts } from '#runtime/texts/index.ts'
import BulkBar from '#runtime/views/bulk/BulkBar.tsx'
import { BulkOutcome } from '#runtime/views/bulk/BulkOutcome.tsx'
import ColumnSettings from '#runtime/views/columns/ColumnSettings.tsx'
import FilterDrawer from '#runtime/views/filter/FilterDrawer.tsx'
import GroupSettings from '#runtime/views/groups/GroupSettings.tsx'
import { SavedTabs } from '#runtime/views/saved/SavedTabs.tsx'
import ViewDialog from '#runtime/views/saved/ViewDialog.tsx'
import { selectedOf } from '#runtime/views/state/selection.ts'
import { Pressed } from './lists/Pressed.tsx'
import { StoryList } from './lists/StoryList.tsx'
import { storyRecords } from './lists/story_view.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'

export default { title: '列表工具' }

const nothing = () => undefined

export const FilterEmpty = {
  name: '筛选：空',
  render: () => <StoryList>{(parts) => <FilterDrawer {...parts} onClose={nothing} />}</StoryList>,
}
const where = {
  all: [
    { status: 'open' },
    { due: { within: 'this_month' } },
    { any: [{ fee: { gte: '10000.00' } }, { urgent: true }, { name: { contains: '起重机' } }] },
  ],
}
export const FilterNested = {
  name: '筛选：条件组里的条件组',
  render: () => (
    <StoryList state={{ where }}>
      {(parts) => <FilterDrawer {...parts} onClose={nothing} />}
    </StoryList>
  ),
}
export const Columns = {
  name: '列设置',
  render: () => (
    <StoryList
      state={{
        columns: [{ path: 'no', frozen: true }, { path: 'name', width: 320 }, { path: 'fee' }],
        ...{ sort: '-due,no', height: 'low' },
      }}
    >
      {(parts) => <ColumnSettings {...parts} onClose={nothing} />}
    </StoryList>
  ),
}
export const Groups = {
  name: '分组与合计',
  render: () => (
    <StoryList state={{ group: 'status', totals: [{ path: 'fee', do: 'sum' }] }}>
      {(parts) => <GroupSettings {...parts} onClose={nothing} />}
    </StoryList>
  ),
}
export const Bulk = {
  name: '批量操作条',
  render: () => (
    <StoryList selected={3} page={{ count: 2_000 }}>
      {(parts) => <BulkBar {...parts} />}
    </StoryList>
  ),
}
export const BulkChange = {
  name: '批量修改',
  render: () => (
    <Pressed button={texts.bulk.edit}>
      <StoryList selected={3}>{(parts) => <BulkBar {...parts} />}</StoryList>
    </Pressed>
  ),
}
const selected = storyRecords.map((one) => selectedOf(one, 'name'))
export const BulkDone = {
  name: '批量结果',
  render: () => (
    <BulkOutcome
      onClose={nothing}
      outcome={{
        done: selected.slice(0, 2),
        failed: [{ record: selected[2]!, fault: '已出具报告的项目不能修改' }],
        left: selected.slice(3),
      }}
    />
  ),
}

const saved = (n: number, title: string, more: Partial<SavedView> = {}): SavedView => ({
  ...{ id: `v${n}`, rev: 1, title, shared: false, mine: true, isDefault: false, config: {} },
  ...{ owner: { id: 'me', title: '王工' }, dropped: {}, ...more },
})
const mine = saved(1, '我的待检验', { isDefault: true })
const views = [
  mine,
  saved(2, '本月到期', { shared: true }),
  saved(3, '部门加急项目', {
    ...{ shared: true, mine: false, owner: { id: 'id-1', title: '李四' } },
  }),
  ...['北部湾港', '大额合同', '历年存档', '长期停用的起重机械'].map((title, n) =>
    saved(4 + n, title)
  ),
]
export const NoViews = {
  name: '视图：没有保存过',
  render: () => <StoryList>{(parts) => <SavedTabs {...parts} />}</StoryList>,
}
export const SomeViews = {
  name: '视图：多个，已改动',
  render: () => (
    <StoryList saved={views} used={mine} isChanged>
      {(parts) => <SavedTabs {...parts} />}
    </StoryList>
  ),
}
export const ViewMenu = {
  name: '视图：菜单',
  render: () => (
    <Pressed button={texts.savedViews.more(mine.title)}>
      <StoryList saved={views} used={mine}>
        {(parts) => <SavedTabs {...parts} />}
      </StoryList>
    </Pressed>
  ),
}
export const NameView = {
  name: '视图：命名',
  render: () => (
    <ViewDialog view={null} mayShare onSubmit={async () => undefined} onCancel={nothing} />
  ),
}
