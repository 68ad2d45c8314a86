import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    title: 'JSON',
    edit: '修改 JSON',
    fixedValue: (name: string, value: string) => `${name} 不能修改，须为 "${value}"`,
    unfinished: '文本还不是有效的定义，尚未生效',
    discard: '放弃',
    applied: '与画布同步',
  },
  {
    title: 'JSON',
    edit: 'Edit the JSON',
    fixedValue: (name: string, value: string) => `${name} cannot change: it is "${value}"`,
    unfinished: 'The text is not a valid definition yet, and not in effect',
    discard: 'Discard',
    applied: 'In step with the canvas',
  }
)
