/**
 * Where the CPU time of a profiled run went: `node bench/run.ts --only get --profile <folder>`, then
 * `node bench/shares.ts <folder>`. One table for each profile, in per cent of the time that was not idle.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shares } from './measure/shares.ts'
import type { CpuProfile } from './measure/shares.ts'

const folder = process.argv[2]
if (!folder) throw new TypeError('node bench/shares.ts <folder with .cpuprofile files>')
// Thread 0 serves requests; the others are workers.
for (const file of readdirSync(folder).filter((name) => /\.0\.\d+\.cpuprofile$/.test(name))) {
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile
  const { busyMs, parts } = shares(profile)
  console.log(`\n${file}: ${Math.round(busyMs)} ms`)
  for (const { name, share } of parts.filter((part) => part.share >= 0.005)) {
    console.log(`${(share * 100).toFixed(1).padStart(6)} %  ${name}`)
  }
}
