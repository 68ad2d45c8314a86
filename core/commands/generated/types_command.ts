import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { WorkshopCommand } from '../workshop_command.ts'
import { writeTypes } from './write_types.ts'

/** `guiju types <out>`: TypeScript types of every entity, and a client that knows them. */
export class TypesCommand extends WorkshopCommand {
  static override commandName = 'types'
  static override description =
    '生成 TypeScript 类型与客户端 Write TypeScript types and a typed client'
  static {
    this.defineArgument('out', {
      type: 'string',
      description: '文件，如 src/guiju.ts File to write',
    })
  }
  declare out: string

  async carryOut(): Promise<void> {
    const { registry } = await this.services()
    const out = resolve(this.out)
    mkdirSync(dirname(out), { recursive: true })
    writeFileSync(out, writeTypes(registry.current()))
    const entities = registry.current().entities.size
    this.answer({ out, entities }, [`${entities} 个实体 entities -> ${out}`])
  }
}
