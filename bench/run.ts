/**
 * The benchmark: the platform and a hand-written app on the same rows, side by side.
 * Options: bench/README.md.
 */
import { readOptions } from './measure/options.ts'
import { brokenGates } from './measure/gates.ts'
import { table, summary } from './measure/report.ts'
import { runBench } from './measure/run_bench.ts'

const options = readOptions(process.argv.slice(2))
const stopped = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => reject(new Error(`stopped by ${signal}`)))
  }
})
const tell = (line: string) => process.stderr.write(`${line}\n`)
try {
  const result = await runBench(options, tell, stopped)
  const told = options.json
    ? JSON.stringify({ ...result, summary: summary(result) }, null, 2)
    : `\n${table(result)}`
  process.stdout.write(`${told}\n`)
  if (options.gate) {
    const broken = brokenGates(summary(result))
    for (const line of broken) tell(`gate: ${line}`)
    if (broken.length > 0) process.exitCode = 1
    else tell('gate: every ratio is within its limit')
  }
} catch (error) {
  tell(String((error as Error).stack ?? error))
  // Servers that still run end when this process does.
  process.exit(1)
}
