import type { RunningServer } from './serve.ts'

/** The process ends by itself when everything is closed; a second signal, or this time, ends it anyway. */
const longest = 8_000

/** SIGTERM and SIGINT drain the server and end the process with 0. */
export function stopOnSignal(server: RunningServer, print: (line: string) => void): void {
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    print('正在停止 stopping …')
    setTimeout(() => process.exit(1), longest).unref()
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}
