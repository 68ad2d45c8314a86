import { hashOf } from '../hash.ts'

/** Where a definition comes from; a later layer builds on the earlier ones. */
export type Layer = 'product' | 'partner' | 'site'

/** One definition of a release: its address, its identity, and which revision of it. */
export interface ManifestEntry {
  kind: string
  key: string
  uid: string
  hash: string
  layer: Layer
}

/** The entries in the one order a manifest has: by kind, key, layer. */
export function sortedManifest(entries: readonly ManifestEntry[]): ManifestEntry[] {
  return entries
    .map(({ kind, key, uid, hash, layer }) => ({ kind, key, uid, hash, layer }))
    .sort((a, b) => order(a.kind, b.kind) || order(a.key, b.key) || order(a.layer, b.layer))
}

/** The stored form of a manifest: one entry a line; its hash names the release. */
export function manifestText(entries: readonly ManifestEntry[]): string {
  const lines = sortedManifest(entries).map((entry) => JSON.stringify(entry))
  return `[\n${lines.join(',\n')}\n]\n`
}

/** Hash of the release that holds exactly these definitions. */
export function releaseHash(entries: readonly ManifestEntry[]): string {
  return hashOf(manifestText(entries))
}

/** By UTF-16 unit: the same on every machine, whatever its locale. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
