import { randomBytes } from 'node:crypto'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju new-module <key>`: a module with one entity, in drafts, ready to be made one's own. */
export class NewModuleCommand extends WorkshopCommand {
  static override commandName = 'new-module'
  static override description = '新建模块，存为草稿 Begin a module, in drafts'
  static {
    this.defineArgument('key', { type: 'string', description: '模块的键 Key of the module' })
    this.defineArgument('entity', {
      type: 'string',
      description: '第一个实体的键 Key of its first entity',
    })
    this.defineFlag('title', { type: 'string', description: '模块名称 Its title' })
    this.defineFlag('entityTitle', {
      type: 'string',
      description: '实体名称 Title of the entity',
    })
  }
  declare key: string
  declare entity: string
  declare title: string | undefined
  declare entityTitle: string | undefined

  async carryOut(): Promise<number> {
    const definitions = await this.definitions()
    const texts = this.documents().map((document) => JSON.stringify(document))
    const bundle = {
      bundle: 1,
      release: '',
      definitions: texts.map((text) => ({ path: '', text })),
    }
    const { drafts, problems } = await definitions.importBundle(bundle, this.by)
    const saved = drafts.map((draft) => `${draft.kind}/${draft.key}`)
    this.answer({ drafts: saved, problems }, [
      ...saved.map((one) => `草稿 draft ${one}`),
      ...problemLines(problems),
    ])
    return hasErrors(problems) ? exitCodes.refused : exitCodes.done
  }

  private documents(): object[] {
    const entity = `${this.key}.${this.entity}`
    const title = this.title ?? this.key
    const entityTitle = this.entityTitle ?? this.entity
    const begin = (kind: string, key: string, name: string) => ({
      ...{ kind, key, uid: newUid(), schemaVersion: 1, title: name },
    })
    return [
      {
        ...begin('module', this.key, title),
        ...{ version: '0.1.0', dependsOn: ['system'], menu: [{ title: entityTitle, entity }] },
      },
      {
        ...begin('entity', entity, entityTitle),
        titleField: 'name',
        schema: {
          type: 'object',
          required: ['name'],
          properties: {
            name: {
              'type': 'string',
              'title': '名称',
              'minLength': 1,
              'maxLength': 200,
              'x-uid': newUid(),
            },
          },
        },
      },
      {
        ...begin('role', `${this.key}.editor`, `${title}人员`),
        grants: [
          { entity: `${this.key}.*`, actions: ['read', 'create', 'update', 'delete', 'restore'] },
        ],
      },
    ]
  }
}

/** Letters and digits, as definitions.md asks of a `uid`. */
function newUid(): string {
  return randomBytes(8).toString('hex')
}
