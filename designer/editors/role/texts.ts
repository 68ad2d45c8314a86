import { chosen } from '#designer/texts/chosen.ts'

export const texts = chosen(
  {
    summary: '此角色可以做什么',
    nothing: '还没有任何权限',
    give: '授予人员',
    giveAbout: '在应用中授予人员；新角色发布后才能授予',
    allRows: '全部',
    someRows: '部分',
    fields: (words: string) => `，${words}`,
    only: (count: number) => `只含 ${count} 个字段`,
    deny: (count: number) => `不含 ${count} 个字段`,
    readonly: (count: number) => `${count} 个字段只读`,
    mask: (count: number) => `${count} 个字段脱敏`,
    sentence: (actions: string, rows: string, entity: string) => `可${actions}${rows}${entity}`,
    definitions: (words: string) => `对系统定义：${words}`,
    definitionWords: { read: '查看', edit: '编辑', publish: '发布' },
    noCreate: (titles: string) => `没有任何角色可以新建：${titles}`,
  },
  {
    summary: 'What this role may do',
    nothing: 'No rights yet',
    give: 'Give to people',
    giveAbout: 'Give it to people in the application; a new role once it is published',
    allRows: 'all',
    someRows: 'some',
    fields: (words: string) => `, ${words}`,
    only: (count: number) => `${count} fields only`,
    deny: (count: number) => `without ${count} fields`,
    readonly: (count: number) => `${count} fields read-only`,
    mask: (count: number) => `${count} fields masked`,
    sentence: (actions: string, rows: string, entity: string) =>
      `May ${actions}: ${rows} of ${entity}`,
    definitions: (words: string) => `Definitions: ${words}`,
    definitionWords: { read: 'read', edit: 'edit', publish: 'publish' },
    noCreate: (titles: string) => `No role may create: ${titles}`,
  }
)
