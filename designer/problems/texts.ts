import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    fixed: (what: string) => `应用建议：${what}`,
    fix: '应用建议',
    none: '没有问题',
    errors: '错误',
    warnings: '警告',
    elsewhere: '不在任何定义中',
    list: '问题列表',
  },
  {
    fixed: (what: string) => `Apply the fix: ${what}`,
    fix: 'Apply the fix',
    none: 'No problems',
    errors: 'Errors',
    warnings: 'Warnings',
    elsewhere: 'In no definition',
    list: 'Problems',
  }
)
