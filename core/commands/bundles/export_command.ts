import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Bundle } from '#core/definitions/index.ts'
import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju export <out>`: a release or one module of it, as one file or as a folder of files. */
export class ExportCommand extends WorkshopCommand {
  static override commandName = 'export'
  static override description =
    '导出定义：到 .json 一个文件，否则到文件夹 Export definitions to one .json file, or to a folder'
  static {
    this.defineArgument('out', { type: 'string', description: '文件或文件夹 File or folder' })
    this.defineFlag('release', {
      type: 'string',
      description: '版本；省略为生效的 The active one when left out',
    })
    this.defineFlag('module', { type: 'string', description: '只导出这个模块 Only this module' })
  }
  declare out: string
  declare release: string | undefined
  declare module: string | undefined

  async carryOut(): Promise<void> {
    const { registry, definitions } = await this.services()
    if (this.module !== undefined) await this.requireDefinition('module', this.module)
    const bundle = await definitions.exportBundle(
      this.release ?? registry.releaseId,
      this.module ?? null
    )
    const out = resolve(this.out)
    if (out.endsWith('.json')) writeFileSync(out, `${JSON.stringify(bundle, null, 2)}\n`)
    else writeFolder(out, bundle)
    const count = bundle.definitions.length
    this.answer({ out, definitions: count }, [`${count} 个定义 definitions -> ${out}`])
  }
}

function writeFolder(folder: string, { definitions }: Bundle): void {
  for (const { path, text } of definitions) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}
