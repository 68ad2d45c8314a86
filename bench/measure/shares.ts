/** What V8 writes with `--cpu-prof`, as far as it is read here. */
export interface CpuProfile {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string }
    children?: number[]
  }[]
  /** Node on top at each sample. */
  samples: number[]
  /** Microseconds since the sample before. */
  timeDeltas: number[]
}

export interface Shares {
  /** Milliseconds in which the process served requests: neither idle nor starting. */
  busyMs: number
  /** By step, the largest first; shares add up to 1. */
  parts: { name: string; share: number }[]
}

/**
 * Divides the time of a profile among the steps of a request. A sample belongs to the innermost frame
 * that lies in a step: drivers, JSON and the engine's own functions count for whoever called them.
 * What no step called is the frame of the request: sockets, HTTP, router.
 */
export function shares(profile: CpuProfile): Shares {
  const stepOf = stepsByNode(profile)
  const times = new Map<string, number>()
  let busy = 0
  profile.samples.forEach((id, index) => {
    const step = stepOf.get(id) ?? 'idle'
    if (step === 'idle' || step === 'start') return
    const time = profile.timeDeltas[index] ?? 0
    busy += time
    times.set(step, (times.get(step) ?? 0) + time)
  })
  const parts = [...times]
    .map(([name, time]) => ({ name, share: busy === 0 ? 0 : time / busy }))
    .sort((a, b) => b.share - a.share)
  return { busyMs: busy / 1_000, parts }
}

/** Frames from the root down: a child that is in no step of its own is in that of its parent. */
function stepsByNode({ nodes }: CpuProfile): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const stepOf = new Map<number, string>()
  const open: [number, string][] = nodes[0] ? [[nodes[0].id, 'http (sockets, parser, router)']] : []
  for (;;) {
    const next = open.pop()
    if (!next) return stepOf
    const [id, above] = next
    const node = byId.get(id)!
    const step = stepOfFrame(node.callFrame) ?? above
    stepOf.set(id, step)
    for (const child of node.children ?? []) open.push([child, step])
  }
}

/** `core/records/write/steps/derive.ts` -> `records/write`; null for what belongs to its caller. */
function stepOfFrame({ functionName, url }: { functionName: string; url: string }): string | null {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(program)') return 'node (native, outside JavaScript)'
  if (url.includes('/node_modules/better-sqlite3/') || url.includes('/node_modules/pg/')) {
    return 'database driver'
  }
  if (url.startsWith('node:internal/modules/')) return 'start'
  const own = /\/(core|bench)\/([^?]+)\.ts/.exec(url)
  if (!own) return null
  const folders = own[2]!.split('/').slice(0, -1)
  if (own[1] === 'bench') return folders[0] === 'handwritten' ? 'hand-written' : 'start'
  // The engine is called by every step: its time is split by what it does.
  return ['start', 'bin', 'providers'].includes(folders[0] ?? 'start')
    ? 'start'
    : folders.slice(0, 2).join('/')
}
