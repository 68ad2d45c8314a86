import type { Readable } from 'node:stream'

/** Where a content that was written lies until it is kept; only its store knows what is in it. */
export interface Draft {
  /** Path of a file with the content, to be looked at before it is kept. */
  readonly path: string
  readonly size: number
  /** SHA-256, hexadecimal. */
  readonly hash: string
}

/**
 * Keeps contents by id. The one kept on disk is `disk_store.ts`; another (an object store) is
 * another implementation of these five.
 */
export interface ContentStore {
  /**
   * Writes a stream down, safely on disk when it resolves. Rejects when the stream does, or with
   * ContentTooLarge beyond `most` bytes; then nothing is left.
   */
  write(content: Readable, most: number): Promise<Draft>
  /** A draft becomes the content of `id`. */
  keep(draft: Draft, id: string): Promise<void>
  /** Throws a draft away; one that was kept or is gone is left alone. */
  discard(draft: Draft): Promise<void>
  /** The content, or its bytes `from` to `to` inclusive. Null when there is none. */
  read(id: string, range?: { from: number; to: number }): Promise<Readable | null>
  remove(id: string): Promise<void>
  /** Ids of contents, and drafts removed, that are older than `before`: a crash may have left them. */
  leftovers(before: Date): AsyncIterable<string>
}

/** The content is longer than its caller allows. */
export class ContentTooLarge extends Error {}
