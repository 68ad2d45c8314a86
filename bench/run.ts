/**
 * The benchmark: the platform and a hand-written app on the same rows, side by side.
 * `node bench/run.ts --help` is bench/README.md.
 */
import { readOptions } from './measure/options.ts'
import { table, summary } from './measure/report.ts'
import { runBench } from './measure/run_bench.ts'

const options = readOptions(process.argv.slice(2))
const result = await runBench(options, (line) => process.stderr.write(`${line}\n`))
process.stdout.write(
  options.json
    ? `${JSON.stringify({ ...result, summary: summary(result) }, null, 2)}\n`
    : `\n${table(result)}\n`
)
