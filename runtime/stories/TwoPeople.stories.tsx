import { OfflineWord } from '#runtime/shell/OfflineBanner.tsx'
import { OthersNotice } from '#runtime/records/live/OthersNotice.tsx'
import { PresentPeople } from '#runtime/records/live/PresentPeople.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { NewRows } from '#runtime/views/live/NewRows.tsx'
import { RecordCards } from '#runtime/views/table/RecordCards.tsx'
import { RecordTable } from '#runtime/views/table/RecordTable.tsx'
import { StoryList } from './lists/StoryList.tsx'

export default { title: '多人同时' }

const people = ['张三', '李四', '欧阳文忠', '广西北部湾港口机械设备检验检测有限公司驻场人员'].map(
  (name, n) => ({ id: `id-${n}`, name, editing: n % 2 === 1 })
)
const nothing = () => undefined

export const Present = {
  name: '谁在看、谁在改',
  render: () => (
    <>
      <PresentPeople people={people.slice(0, 1)} />
      <PresentPeople people={people.slice(1, 2)} />
      <PresentPeople people={people} />
    </>
  ),
}
export const Changes = {
  name: '他人改了正在填写的记录',
  render: () => (
    <OthersNotice changes={{ taken: ['检验费', '完成期限'], both: ['项目名称'], isGone: false }} />
  ),
}
export const Gone = {
  name: '记录已被他人删除',
  render: () => <OthersNotice changes={{ taken: [], both: [], isGone: true }} />,
}
export const Lost = { name: '连接断开', render: () => <OfflineWord standing="lost" /> }
export const Back = { name: '连接恢复', render: () => <OfflineWord standing="back" /> }

function LiveList() {
  const Records = useIsNarrow() ? RecordCards : RecordTable
  return (
    <section className="gj-list">
      <NewRows count={12} onShow={nothing} />
      <StoryList page={{ marked: new Set(['id-1']), arrived: 12 }}>
        {(parts) => <Records {...parts} />}
      </StoryList>
    </section>
  )
}
export const List = { name: '列表：变化的行和新数据', render: () => <LiveList /> }
