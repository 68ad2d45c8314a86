import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database } from '#core/storage/index.ts'
import { quoteIdentifier } from '#core/storage/dialects/quote.ts'
import { anchored, columnOf } from './people.ts'

/** Where a department stands: its whole subtree and its organisation. */
export interface Place {
  tree: readonly string[]
  organizationId: string | null
}

export interface Departments {
  placeOf(application: CompiledApplication, departmentId: string): Promise<Place>
  /** Reads the tree again at the next question. */
  forget(): void
}

/** Another process may have changed the tree without telling this one. */
const freshFor = 10_000

/** The department tree, kept in memory: two statements when it was forgotten or has grown old. */
export function cachedDepartments(database: Database): Departments {
  let kept: { application: CompiledApplication; at: number; tree: Promise<Tree> } | null = null
  return {
    async placeOf(application, departmentId) {
      const now = performance.now()
      if (!kept || kept.application !== application || now - kept.at > freshFor) {
        const mine = { application, at: now, tree: readTree(database, application) }
        kept = mine
        mine.tree.catch(() => {
          if (kept === mine) kept = null
        })
      }
      return placeIn(await kept.tree, departmentId)
    },
    forget() {
      kept = null
    },
  }
}

interface Tree {
  children: ReadonlyMap<string, readonly string[]>
  organizations: ReadonlyMap<string, string | null>
  /** The organisation, where there is exactly one: departments need not name it. */
  only: string | null
}

interface DepartmentRow {
  id: string
  parent: string | null
  organization: string | null
  org_id: string | null
}

async function readTree(database: Database, application: CompiledApplication): Promise<Tree> {
  const entity = anchored(application, 'department')
  const only = await onlyOrganization(database, application)
  if (!entity) return { children: new Map(), organizations: new Map(), only }
  const rows = await database.read.all<DepartmentRow>(
    `SELECT d.id, d.org_id, ${columnOf(entity, 'parent', 'd')} AS parent,
      ${columnOf(entity, 'organization', 'd')} AS organization
     FROM ${quoteIdentifier(entity.table)} d WHERE d.deleted_at IS NULL`
  )
  const children = new Map<string, string[]>()
  for (const row of rows) {
    if (row.parent) children.set(row.parent, [...(children.get(row.parent) ?? []), row.id])
  }
  return {
    only,
    children,
    organizations: new Map(rows.map((row) => [row.id, row.organization ?? row.org_id])),
  }
}

/** Walks down; a circle in the data ends the walk instead of running for ever. */
function placeIn(tree: Tree, departmentId: string): Place {
  const found = new Set([departmentId])
  for (const id of found) for (const child of tree.children.get(id) ?? []) found.add(child)
  return { tree: [...found], organizationId: tree.organizations.get(departmentId) ?? tree.only }
}

async function onlyOrganization(
  database: Database,
  application: CompiledApplication
): Promise<string | null> {
  const entity = anchored(application, 'organization')
  if (!entity) return null
  const rows = await database.read.all<{ id: string }>(
    `SELECT o.id FROM ${quoteIdentifier(entity.table)} o WHERE o.deleted_at IS NULL LIMIT 2`
  )
  return rows.length === 1 ? rows[0]!.id : null
}
