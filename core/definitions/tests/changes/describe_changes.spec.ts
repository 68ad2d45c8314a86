import { test } from '@japa/runner'
import { compileSample } from '#engine/tests/support/compile_sample.ts'
import type { Language } from '#engine/errors.ts'
import { renameIn } from '#engine/references/index.ts'
import { describeChanges } from '../../changes/describe_changes.ts'

interface Sample {
  readonly kind: string
  readonly key: string
  readonly uid: string
}

interface Document extends Sample {
  title: string
  schema: { properties: Record<string, Record<string, unknown>> }
}

const lab = (more: { field?: object; required?: string[]; menu?: object[] } = {}): Sample[] => {
  const { field = { type: 'integer' }, required = ['name'] } = more
  const { menu = [{ title: '检测', entity: 'lab.test' }] } = more
  const documents = [
    { kind: 'module', key: 'lab', uid: 'modaaaaa', title: '实验室', version: '1.0.0', menu },
    {
      ...{ kind: 'entity', key: 'lab.test', uid: 'entaaaaa', title: '检测任务' },
      schema: {
        ...{ type: 'object', required },
        properties: {
          name: { 'type': 'string', 'title': '名称', 'x-uid': 'fieldaaa' },
          hours: { 'title': '机时', 'x-uid': 'fieldbbb', ...field },
          note: { 'type': 'string', 'title': '备注', 'x-uid': 'fieldccc' },
        },
      },
    },
    {
      ...{ kind: 'form', key: 'lab.edit', uid: 'formaaaa', title: '登记', entity: 'lab.test' },
      ...{ terminals: ['pc'], schema: { type: 'object', properties: { hours: {}, name: {} } } },
    },
    {
      ...{ kind: 'role', key: 'lab.tester', uid: 'roleaaaa', title: '检测员' },
      grants: [{ entity: 'lab.test', actions: ['read'], fields: { deny: ['hours'] } }],
    },
  ]
  return documents
}

const described = (documents: readonly Sample[]) =>
  documents.map((document) => {
    const text = JSON.stringify(document)
    const { kind, key, uid } = document
    return { kind, key, uid, hash: text, text }
  })

async function textsOf(
  before: readonly Sample[],
  after: readonly Sample[],
  language: Language = 'zh-CN'
) {
  const world = compileSample(...before)
  const changes = await describeChanges(described(before), described(after), { world, language })
  return changes.map(({ text, access }) => (access ? `${text} !` : text))
}

/** The set after renames, as the drafts would be. */
function renamed(documents: readonly Sample[], ...steps: Parameters<typeof renameIn>[2][]) {
  return steps.reduce<readonly Sample[]>((set, step) => {
    const members = set.map((document) => ({
      ...{ kind: document.kind, key: document.key },
      document: document as unknown as Record<string, unknown>,
    }))
    const changed = renameIn(members, compileSample(...set), step)
    return set.map((one) => {
      const found = changed.find(({ kind, key }) => kind === one.kind && key === one.key)
      return found ? (found.after as unknown as Sample) : one
    })
  }, documents)
}

test.group('definitions | changes in words', () => {
  test('what gets another title is called by the one it had', async ({ assert }) => {
    const entity = (title: string, field: string) => {
      const text = { 'type': 'string', 'title': field, 'x-uid': 'fieldaaa' }
      const schema = { type: 'object', properties: { power: text } }
      const document = { kind: 'entity', key: 'x.y', uid: 'entityaa', title, schema }
      const { kind, key, uid } = document
      return { kind, key, uid, hash: `${title} ${field}`, text: JSON.stringify(document) }
    }
    const said = await describeChanges([entity('泵', '功率')], [entity('泵', '额定功率')], {
      world: null,
    })
    assert.deepEqual(
      said.map(({ text }) => text),
      ['实体“泵”的字段“功率”改名为“额定功率”']
    )
    const whole = await describeChanges([entity('泵', '功率')], [entity('水泵', '功率')], {
      world: null,
    })
    assert.deepEqual(
      whole.map(({ text }) => text),
      ['实体“泵”改名为“水泵”']
    )
  })

  test('what follows a rename is said with it: no right, form or menu changes', async ({
    assert,
  }) => {
    const after = renamed(
      lab(),
      { kind: 'entity', key: 'lab.test', field: 'hours', to: 'machine_hours' },
      { kind: 'entity', key: 'lab.test', to: 'lab.task' }
    )
    assert.deepEqual(await textsOf(lab(), after), [
      '实体“检测任务”的标识由“lab.test”改为“lab.task”，3 处引用随之更新',
      '实体“检测任务”的字段“机时”（hours）标识改为 machine_hours，2 处引用随之更新',
    ])
    const whole = renamed(lab(), { kind: 'module', key: 'lab', to: 'room' })
    assert.deepEqual(await textsOf(lab(), whole), [
      '模块“实验室”的标识由“lab”改为“room”',
      '角色“检测员”的标识由“lab.tester”改为“room.tester” !',
    ])
  })

  test('two fields that change names with each other are two renames', async ({ assert }) => {
    const fields = { kind: 'entity', key: 'lab.test' }
    const after = renamed(
      lab(),
      { ...fields, field: 'name', to: 'other' },
      { ...fields, field: 'hours', to: 'name' },
      { ...fields, field: 'other', to: 'hours' }
    )
    assert.deepEqual(await textsOf(lab(), after), [
      '实体“检测任务”的字段“名称”（name）标识改为 hours，2 处引用随之更新',
      '实体“检测任务”的字段“机时”（hours）标识改为 name，2 处引用随之更新',
    ])
  })

  test('rights are said by title, types by their names, lists by what comes and goes', async ({
    assert,
  }) => {
    const after = lab({
      ...{ field: { 'type': 'string', 'x-type': 'longtext' }, required: ['name', 'note'] },
      menu: [
        { title: '检测', entity: 'lab.test', icon: 'team' },
        { title: '全部', entity: 'lab.test' },
      ],
    })
    const role = after.find(({ kind }) => kind === 'role') as unknown as { grants: object[] }
    role.grants = [{ entity: 'lab.*', actions: ['read', 'export'] }]
    assert.deepEqual(await textsOf(lab(), after), [
      '模块“实验室”的菜单：新增“全部”；修改“检测”',
      '实体“检测任务”的字段“机时”的类型由整数改为多行文本',
      '实体“检测任务”的必填字段：新增“备注”',
      '角色“检测员”不再能查看“检测任务” !',
      '角色“检测员”可以查看模块“实验室”的全部实体 !',
      '角色“检测员”可以导出模块“实验室”的全部实体 !',
    ])
    assert.deepEqual(await textsOf(lab(), after, 'en'), [
      'module "实验室", menu: with "全部"; changed "检测"',
      'entity "检测任务", field "机时", type: integer becomes longtext',
      'entity "检测任务", required: with "备注"',
      'role "检测员" may no longer read "检测任务" !',
      'role "检测员" may read every entity of module "实验室" !',
      'role "检测员" may export every entity of module "实验室" !',
    ])
  })

  test('what comes, goes and is set is said in both languages', async ({ assert }) => {
    const [before] = lab().filter(({ kind }) => kind === 'entity') as unknown as Document[]
    const after = structuredClone(before!)
    after.title = '检测'
    after.schema.properties.name!.title = '任务名称'
    after.schema.properties.name!.maxLength = 80
    delete after.schema.properties.note
    after.schema.properties.due = { 'type': 'string', 'title': '期限', 'x-uid': 'fieldddd' }
    const form = {
      kind: 'form',
      key: 'lab.new',
      uid: 'formbbbb',
      title: '新建',
      entity: 'lab.test',
    }
    assert.deepEqual(await textsOf([before!], [after, form]), [
      '新增表单“新建”（lab.new）',
      '实体“检测任务”改名为“检测”',
      '实体“检测任务”的字段“名称”改名为“任务名称”',
      '实体“检测任务”的字段“任务名称”新增最多字符数：80',
      '实体“检测任务”新增字段“期限”',
      '实体“检测任务”删去字段“备注”',
    ])
    assert.deepEqual(await textsOf([before!], [after, form], 'en'), [
      'New form "新建" (lab.new)',
      'entity "检测任务" is now called "检测"',
      'entity "检测任务", field "名称" is now called "任务名称"',
      'entity "检测任务", field "任务名称": new max length: 80',
      'entity "检测任务": new field "期限"',
      'entity "检测任务": no more field "备注"',
    ])
    assert.deepEqual(await textsOf([after, form], [before!], 'en'), [
      'entity "检测" is now called "检测任务"',
      'entity "检测", field "任务名称" is now called "名称"',
      'entity "检测", field "名称": no more max length: 80',
      'entity "检测": new field "备注"',
      'entity "检测": no more field "期限"',
      'Out of use: form "新建" (lab.new)',
    ])
  })
})
