import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    keys: '↑↓ 选择，Alt+↑↓ 移动，Delete 删除',
    add: (what: string) => `添加${what}`,
    move: (what: string) => `移动：${what}`,
    remove: (what: string) => `删除：${what}`,
    empty: '还没有内容',
    drag: '拖动以移动',
    code: '标识',
    paste: (count: number) => `粘贴 ${count} 行`,
  },
  {
    keys: '↑↓ choose, Alt+↑↓ move, Delete removes',
    add: (what: string) => `Add: ${what}`,
    move: (what: string) => `Move: ${what}`,
    remove: (what: string) => `Remove: ${what}`,
    empty: 'Nothing here yet',
    drag: 'Drag to move',
    code: 'Key',
    paste: (count: number) => `Paste ${count} rows`,
  }
)
