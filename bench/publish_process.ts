/** One round of bench/publish.ts, in a process like a server's: `publish_process.ts <entities>`. */
import { runPublish } from './publish/run_publish.ts'

const round = await runPublish(Number(process.argv[2]))
process.send!(round, () => process.exit(0))
