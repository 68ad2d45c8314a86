/**
 * Writes what is made from schemas/meta: the index of its files and the TypeScript types.
 * `node schemas/generate.ts` writes, `--check` compares and ends with 1 when something is stale.
 */
import { readFile, writeFile } from 'node:fs/promises'

import { generatedIndex } from './generate/index_file.ts'
import { generatedTypes } from './generate/type_files.ts'

const check = process.argv.includes('--check')
const stale: string[] = []

async function settle(files: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of files) {
    const url = new URL(path, import.meta.url)
    if ((await readFile(url, 'utf8').catch(() => '')) === text) continue
    stale.push(path)
    if (!check) await writeFile(url, text)
  }
}

// The index first: the types are made from the registry, which imports it.
await settle(await generatedIndex())
await settle(await generatedTypes())
for (const path of stale) console.log(`${check ? 'stale' : 'written'}: schemas/${path}`)
if (check && stale.length > 0) process.exitCode = 1
