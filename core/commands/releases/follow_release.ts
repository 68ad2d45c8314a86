import { setTimeout as wait } from 'node:timers/promises'
import type { Definitions } from '#core/definitions/index.ts'

type Releases = Definitions['releases']
type Release = Awaited<ReturnType<Releases['get']>>

/** Milliseconds between two looks at a release whose data is being moved. */
const interval = 500

/**
 * Waits until a release is in force and its last rows are in order, telling how far it is whenever
 * that has changed: whoever publishes by a script publishes the next one behind it.
 */
export async function followRelease(
  releases: Releases,
  id: string,
  tell: (line: string) => void
): Promise<Omit<Release, 'manifest'>> {
  let told = ''
  for (;;) {
    const { manifest: _manifest, ...release } = await releases.get(id)
    if (release.state !== 'migrating' && !release.settling) return release
    const line = progressLine(release.progress)
    if (line !== told) tell(line)
    told = line
    await wait(interval)
  }
}

interface Progress {
  done: number
  total: number
}

/** `▓▓▓▓▓░░░░░  52 %  520 / 1000` */
export function progressLine(progress: Progress | undefined): string {
  if (!progress || progress.total === 0) return '迁移数据 migrating …'
  const { done, total } = progress
  const tenths = Math.min(10, Math.floor((done * 10) / total))
  const bar = '▓'.repeat(tenths) + '░'.repeat(10 - tenths)
  return `${bar}  ${Math.floor((done * 100) / total)} %  ${done} / ${total}`
}
