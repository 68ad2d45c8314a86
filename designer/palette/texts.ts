import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    placeholder: '查找定义、字段、状态和命令',
    label: '命令面板',
    none: '没有找到',
    undo: '撤销',
    redo: '重做',
    save: '保存草稿',
    application: '返回应用',
    command: '命令',
    results: '结果',
  },
  {
    placeholder: 'Find definitions, fields, states and commands',
    label: 'Command palette',
    none: 'Nothing found',
    undo: 'Undo',
    redo: 'Redo',
    save: 'Save drafts',
    application: 'Back to the application',
    command: 'Command',
    results: 'Results',
  }
)
