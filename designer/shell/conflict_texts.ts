import { chosen } from '#designer/texts/chosen.ts'

export const conflictTexts = chosen(
  {
    title: (what: string) => `「${what}」也被他人修改了`,
    about: '其余修改已合并。以下内容两边都改过，请逐一选择：',
    mine: '我的',
    theirs: '对方的',
    gone: '（已删除）',
    ok: '合并并保存',
  },
  {
    title: (what: string) => `Somebody else changed "${what}" too`,
    about: 'All else is merged. These were changed on both sides; choose for each:',
    mine: 'Mine',
    theirs: 'Theirs',
    gone: '(removed)',
    ok: 'Merge and save',
  }
)
