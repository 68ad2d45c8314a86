import { WorkshopCommand } from '../workshop_command.ts'

const parts = ['field', 'state', 'transition', 'item', 'attribute'] as const

/** `guiju uses <kind> <key>`: everywhere a definition, or one part of it, is named. */
export class UsesCommand extends WorkshopCommand {
  static override commandName = 'uses'
  static override description = '何处用到 Where a definition or a part of it is named'
  static {
    this.defineArgument('kind', { type: 'string', description: '种类 Kind' })
    this.defineArgument('key', { type: 'string', description: '键 Key' })
    for (const part of parts) {
      this.defineFlag(part, { type: 'string', description: `只看这个 Only this ${part}` })
    }
  }
  declare kind: string
  declare key: string

  async carryOut(): Promise<void> {
    const given = parts.find((part) => this.parsed.flags[part] !== undefined)
    const part = given ? { of: given, id: String(this.parsed.flags[given]) } : null
    const definitions = await this.definitions()
    await this.requireDefinition(this.kind, this.key)
    const uses = definitions.uses({ kind: this.kind, key: this.key }, part)
    const none = uses.length === 0 ? ['没有 Nowhere'] : []
    const lines = uses.map(
      (use) => `${use.kind}/${use.key}#${use.pointer}  ${use.title}${use.isImplied ? ' *' : ''}`
    )
    this.answer(uses, [...none, ...lines])
  }
}
