import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju import <from>`: brings a bundle, or a folder of definitions, into drafts. */
export class ImportCommand extends WorkshopCommand {
  static override commandName = 'import'
  static override description =
    '把定义包或文件夹导入为草稿 Bring a bundle or a folder of definitions into drafts'
  static {
    this.defineArgument('from', { type: 'string', description: '文件或文件夹 File or folder' })
  }
  declare from: string

  async carryOut(): Promise<number> {
    const from = resolve(this.from)
    if (!existsSync(from)) {
      this.remark(`没有 ${from} There is no such file or folder`)
      return exitCodes.usage
    }
    const bundle = statSync(from).isDirectory() ? bundleOf(from) : documentIn(from)
    const definitions = await this.definitions()
    const { drafts, unchanged, problems } = await definitions.importBundle(bundle, this.by)
    const { changes } = await definitions.releases.plan({})
    const saved = drafts.map((draft) => `${draft.kind}/${draft.key}`)
    this.answer({ drafts: saved, unchanged, problems, changes }, [
      `${saved.length} 个草稿，${unchanged} 个没有改变 ${saved.length} drafts, ${unchanged} unchanged`,
      ...changes.map(({ text }) => text),
      ...problemLines(problems),
    ])
    return hasErrors(problems) ? exitCodes.refused : exitCodes.done
  }
}

/** The text of a bundle; what is no JSON is refused as no bundle, with the same words as by the API. */
function documentIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown
  } catch {
    return null
  }
}

/** Every definition file below a folder like schemas/modules, or like one module in it. */
function bundleOf(folder: string): unknown {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const definitions = files
    .filter((path) => path.endsWith('.json') && !isBeside(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
  return { bundle: 1, release: '', definitions }
}

/** Samples lie among the definitions and are none. */
function isBeside(path: string): boolean {
  return path.split(sep).includes('samples')
}
