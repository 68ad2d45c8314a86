/**
 * What happens to definitions when a process starts (architecture.md "At start"). The database is
 * the truth, files are one way in:
 *
 * 1. hash the files; the same as the head's product part: go on with the head (the usual case);
 * 2. else take the lease `boot`; whoever had to wait goes on with the head that was made meanwhile;
 * 3. compile the files as one set; problems end the start with all of them, or, when told to, leave
 *    the head in force;
 * 4. in production, when stored values would have to be converted, or while those of a release still
 *    are, the head stays in force and the log says what to do;
 * 5. else publish the set as one release, unless values that are stored break a new `unique`: then
 *    as with problems in 3. A definition whose file is gone is left out of it; its table stays.
 */
import { formatProblem } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import type { Database } from '#core/storage/index.ts'
import { withBootLease } from './boot_lease.ts'
import { DefinitionsInvalid } from './definitions_invalid.ts'
import { loadFiles } from './load_files.ts'
import type { LoadedFiles } from './load_files.ts'
import { loadRelease } from './registry/load_release.ts'
import { createRegistry } from './registry/registry.ts'
import type { ActiveRelease, Registry } from './registry/registry.ts'
import { shapeChecker } from './registry/shape_checker.ts'
import type { CheckShape } from './registry/shape_checker.ts'
import { releaseHash } from './releases/manifest.ts'
import { readMoving } from './releases/migrating/move_store.ts'
import { changesText, planFiles, publishFiles } from './releases/publish_files.ts'
import type { ApplySchema, PlanSchema } from './releases/migration.ts'
import { readHead, readHeadMark } from './releases/release_store.ts'
import type { HeadRelease, Release } from './releases/release_store.ts'

export interface StartOptions {
  database: Database
  /** Folders like schemas/modules: the product's first, then those of plugins. */
  folders: readonly string[]
  /** In production files never replace a head by themselves. */
  production: boolean
  /** With a head, files with problems are reported and the start goes on. */
  keepRelease: boolean
  /** Where it is remembered which files were read; without it every start reads all. */
  cacheFolder?: string
  /** Version of the product, for the note of a release made of its files. */
  version?: string
  planSchema: PlanSchema
  applySchema: ApplySchema
  log: (line: string) => void
}

/** The registry, and whether this start filled an empty database (then samples are loaded). */
export interface StartedRegistry extends Registry {
  readonly firstPublish: boolean
  /** The check of shape that the start has made; one serves the whole process. */
  readonly checkShape: CheckShape
}

interface Start extends StartOptions {
  checkShape: CheckShape
}

/**
 * Makes the definitions of files and database active and hands out the registry.
 *
 * @throws DefinitionsInvalid with every problem of the files
 */
export async function startDefinitions(options: StartOptions): Promise<StartedRegistry> {
  const start: Start = { ...options, checkShape: await shapeChecker(options.database) }
  const loaded = loadFiles(options)
  const head = await readHead(options.database.read)
  if (head && isSame(loaded, head)) return goOnWith(start, head)
  return withBootLease(options.database, async (waited) => {
    const now = await readHead(options.database.read)
    const wasPublished = waited && now !== null && now.id !== head?.id
    if (now && (wasPublished || isSame(loaded, now))) return goOnWith(start, now)
    return bringIn(start, loaded, now)
  })
}

/** Whether files and the product's part of a release are the same definitions. */
function isSame(loaded: LoadedFiles, head: Release): boolean {
  const shipped = head.manifest.filter((entry) => entry.layer !== 'site')
  return loaded.problems.length === 0 && releaseHash(loaded.files) === releaseHash(shipped)
}

/** Steps 3 to 5, with the lease. */
async function bringIn(
  start: Start,
  before: LoadedFiles,
  head: HeadRelease | null
): Promise<StartedRegistry> {
  const { database, log, checkShape, version: note } = start
  const isRead = before.files.every((file) => file.text !== null)
  const loaded = isRead ? before : loadFiles({ folders: start.folders })
  const { planSchema } = start
  const given = { files: loaded.files, head, checkShape, planSchema, note }
  const planned = await planFiles(database.read, given)
  const problems = [...loaded.problems, ...inFiles(planned.problems, loaded)]
  const { plan, validators, destructive } = planned
  if (!plan || problems.some(isError)) return keepOrEnd(start, head, problems)
  for (const problem of problems) log(`定义：${formatProblem(problem)}`)
  if (head && destructive.length > 0) return keep(start, head, converting, destructive)
  if (head && start.production) return keep(start, head, production)
  const moving = await readMoving(database.read)
  if (head && moving !== null) return keep(start, head, whileMoving(moving))
  const published = await publishFiles(database, { plan, validators }, start.applySchema).catch(
    (error: unknown) => (error instanceof DefinitionsInvalid ? error : Promise.reject(error))
  )
  if (published instanceof DefinitionsInvalid) {
    return keepOrEnd(start, head, inFiles(published.problems, loaded))
  }
  if (!published) return goOnWith(start, (await readHead(database.read))!)
  const { release, active } = published
  log(`定义：已发布版本 ${release.id}（${release.note}）：${changesText(head, release)}`)
  return started(start, active, head === null)
}

/** Files with problems end the start, unless it is allowed to go on with what is in force. */
function keepOrEnd(
  start: Start,
  head: HeadRelease | null,
  problems: readonly Problem[]
): Promise<StartedRegistry> {
  if (!head || !start.keepRelease) throw new DefinitionsInvalid(problems)
  for (const problem of problems) start.log(`定义（未采用）：${formatProblem(problem)}`)
  start.log(`定义：文件有问题，未发布；继续使用版本 ${head.id}（${head.note}）`)
  return goOnWith(start, head)
}

/** Problems found when nothing but kind and key is known, with the file they came from. */
function inFiles(problems: readonly Problem[], { files }: LoadedFiles): Problem[] {
  const fileOf = new Map(files.map(({ kind, key, file }) => [`${kind} ${key}`, file]))
  return problems.map((problem) => {
    const file = problem.file ?? fileOf.get(`${problem.kind} ${problem.key}`)
    return file === undefined ? problem : { ...problem, file }
  })
}

/** The files are in order but may not become active by themselves. */
function keep(
  start: Start,
  head: HeadRelease,
  [reason, advice]: readonly [string, string],
  changes: readonly string[] = []
): Promise<StartedRegistry> {
  for (const change of changes) start.log(`定义（未采用）：${change}`)
  start.log(
    `定义：文件与生效的版本 ${head.id}（${head.note}）不同，${reason}；继续使用版本 ${head.id}。${advice}`
  )
  return goOnWith(start, head)
}

const converting = [
  '需要转换已有数据',
  '有损失或行数多的换算不在启动时进行：请在设计器里改同样的内容，看过计划后发布；或改回原来的写法',
] as const
const production = [
  '不自动采用',
  '要采用文件：先备份，npx guiju upgrade --plan 查看，npx guiju upgrade 采用（docs/operating.md）',
] as const
const whileMoving = (release: string) =>
  [`而版本 ${release} 还在换算数据`, '换算完成后再次启动即采用文件'] as const

async function goOnWith(start: Start, head: HeadRelease): Promise<StartedRegistry> {
  return started(start, await loadRelease(start.database, head, start.checkShape), false)
}

function started(start: Start, active: ActiveRelease, firstPublish: boolean): StartedRegistry {
  const { database, checkShape } = start
  const registry = createRegistry(active, async ({ id, phase }) => {
    const mark = await readHeadMark(database.read)
    if (mark?.id === id && mark.phase === phase) return null
    const head = await readHead(database.read)
    return head && loadRelease(database, head, checkShape)
  })
  return Object.assign(registry, { firstPublish, checkShape })
}

function isError(problem: Problem): boolean {
  return problem.severity === 'error'
}
