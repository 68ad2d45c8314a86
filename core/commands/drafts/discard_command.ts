import { exitCodes } from '../exit_codes.ts'
import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju discard <kind> <key>`, or `--all`: drafts are thrown away, what is active stays. */
export class DiscardCommand extends WorkshopCommand {
  static override commandName = 'discard'
  static override description = '丢弃草稿 Throw drafts away'
  static {
    this.defineArgument('kind', { type: 'string', required: false, description: '种类 Kind' })
    this.defineArgument('key', { type: 'string', required: false, description: '键 Key' })
    this.defineFlag('all', { type: 'boolean', description: '全部草稿 Every draft' })
  }
  declare kind: string | undefined
  declare key: string | undefined
  declare all: boolean | undefined

  async carryOut(): Promise<number> {
    const { drafts } = await this.definitions()
    const isOne = this.kind !== undefined && this.key !== undefined
    if (isOne === (this.all ?? false)) {
      this.remark('给出种类与键，或 --all Give kind and key, or --all')
      return exitCodes.usage
    }
    const chosen = isOne ? [{ kind: this.kind!, key: this.key! }] : await drafts.list()
    for (const { kind, key } of chosen) await drafts.discard({ kind, key }, null)
    this.answer(
      chosen.map(({ kind, key }) => `${kind}/${key}`),
      chosen.map(({ kind, key }) => `丢弃 discarded ${kind}/${key}`)
    )
    return exitCodes.done
  }
}
