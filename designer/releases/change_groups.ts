import type { ToldChange } from './releases_client.ts'

/** Changes of one definition, in the order they were told. */
export interface ChangeGroup {
  readonly kind: string
  readonly key: string
  readonly uid: string
  readonly changes: readonly ToldChange[]
}

/** Whose rights change comes first and apart; the rest by definition. Pure. */
export function changeGroups(changes: readonly ToldChange[]): {
  access: readonly ToldChange[]
  groups: readonly ChangeGroup[]
} {
  const groups = new Map<string, ToldChange[]>()
  for (const one of changes.filter((change) => !change.access)) {
    const same = groups.get(one.uid)
    if (same) same.push(one)
    else groups.set(one.uid, [one])
  }
  return {
    access: changes.filter((change) => change.access),
    groups: [...groups.values()].map((same) => {
      const { kind, key, uid } = same[0]!
      return { kind, key, uid, changes: same }
    }),
  }
}

/** Sentences of a plan that an earlier plan did not have. Pure. */
export function newSentences(
  before: readonly ToldChange[],
  now: readonly ToldChange[]
): ReadonlySet<string> {
  const known = new Set(before.map(({ text }) => text))
  return new Set(now.map(({ text }) => text).filter((text) => !known.has(text)))
}
