import type { Language } from '#engine/errors.ts'

/** Who acts (操作者): a plain value, made once per request by identity and read by everything. */
export interface Actor {
  /** Id of the user's record; `system` for the engine itself. */
  readonly userId: string
  readonly account: string
  readonly name: string
  readonly kind: string | null
  /** Keys of the roles held now. */
  readonly roles: readonly string[]
  readonly departmentId: string | null
  /** The own department and everything under it. */
  readonly departmentTree: readonly string[]
  readonly organizationId: string | null
  /** Values of the modules' own `$` names, e.g. { my_customer: ['…'] }. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
  readonly language: Language
  /** Zone of the organisation, IANA name; relative dates and `$today` are of this zone. */
  readonly zone: string
}
