import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Route } from '../route.ts'
import { recordSchema, shownSchema, valuesSchema } from './entity_schemas.ts'
import { applicationOperations } from './operations/application_operations.ts'
import { identityOperations } from './operations/identity_operations.ts'
import { preferenceOperations } from './operations/preference_operations.ts'
import { recordOperations } from './operations/record_operations.ts'
import { releaseOperations } from './operations/release_operations.ts'
import { reference } from './operations/schema.ts'
import type { JsonSchema, Operation } from './operations/schema.ts'
import { sharedSchemas } from './operations/shared_schemas.ts'

interface Source {
  application: CompiledApplication
  access: Access
  routes: readonly Route[]
  version: string
}

/**
 * OpenAPI 3.1 of what one actor may call: the table of routes, with the paths of records written
 * out for every entity he may read. Names of entities and fields he may not read are not in it.
 */
export function openApi(source: Source): JsonSchema {
  const { application, access, routes, version } = source
  const entities = [...application.entities.values()].filter(
    (entity) => entity.parent === null && access.may(entity, 'read')
  )
  const listed = routes.filter((route) => route.about !== undefined)
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of listed) {
    const forEntity = route.path.includes('/records/:entity')
    for (const entity of forEntity ? entities : [null]) {
      if (entity && !isGiven(access, entity, route)) continue
      const path = pathText(route.path, entity)
      paths[path] = {
        ...paths[path],
        [route.method.toLowerCase()]: operation(route, entity, access),
      }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Guiju', version },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: { ...components, schemas: { ...sharedSchemas, ...schemasOf(source, entities) } },
  }
}

const actions: Readonly<Record<string, string>> = {
  POST: 'create',
  PATCH: 'update',
  DELETE: 'delete',
}

/** Whether the actor has the right a route of records is about. */
function isGiven(access: Access, entity: CompiledEntity, route: Route): boolean {
  if (route.path.endsWith('/transitions/:transition')) return entity.lifecycles.length > 0
  const named = /\/(assign|reveal|restore)$/.exec(route.path)?.[1]
  if (named) return access.may(entity, named)
  const action = route.reads ? 'read' : (actions[route.method] ?? 'read')
  return access.may(entity, action)
}

function pathText(path: string, entity: CompiledEntity | null): string {
  const named = entity ? path.replace(':entity', entity.key) : path
  return named.replace(/:([a-z]+)/g, '{$1}')
}

const fixedOperations: Readonly<Record<string, Operation>> = {
  ...identityOperations,
  ...preferenceOperations,
  ...releaseOperations,
  ...applicationOperations,
}

/** What is told of a route beside what its row says. */
function told({ method, path }: Route, entity: CompiledEntity | null, access: Access): Operation {
  if (!entity) return fixedOperations[`${method} ${path}`] ?? {}
  const writable = ['create', 'update'].filter((action) => access.may(entity, action))
  const rest = path.slice(path.indexOf(':entity') + ':entity'.length)
  return recordOperations(entity.key, writable)[`${method} ${rest}`] ?? {}
}

function operation(route: Route, entity: CompiledEntity | null, access: Access): JsonSchema {
  const parts = [...pathText(route.path, entity).matchAll(/\{([a-z]+)\}/g)].map((found) => found[1])
  const about = told(route, entity, access)
  const known = about.query ?? {}
  const query = route.query === 'any' ? Object.keys(known) : route.query
  return {
    summary: entity ? `${route.about} (${entity.title})` : route.about,
    ...(entity ? { tags: [entity.module] } : {}),
    ...(route.policy === 'public' ? { security: [] } : {}),
    parameters: [
      ...parts.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map((name) => ({ name, in: 'query', schema: known[name] ?? { type: 'string' } })),
      ...headersOf(route, about),
    ],
    ...requestBody(route, about),
    responses: responsesOf(about, entity !== null),
  }
}

function headersOf({ method, path, reads }: Route, { ifMatch }: Operation): JsonSchema[] {
  const schema = { type: 'string' }
  const seen = { name: 'If-Match', in: 'header', required: ifMatch === 'required', schema }
  const once = { name: 'Idempotency-Key', in: 'header', schema: { ...schema, maxLength: 200 } }
  const isWrite = method !== 'GET' && !reads && path.includes('/records/:entity')
  const takesKey = isWrite && !path.endsWith('/reveal')
  return [...(ifMatch ? [seen] : []), ...(takesKey ? [once] : [])]
}

function requestBody(route: Route, { body }: Operation): JsonSchema {
  if (route.body === 'none') return {}
  const media = route.body === 'multipart' ? 'multipart/form-data' : 'application/json'
  const content = { [media]: { schema: body ?? { type: 'object' } } }
  return { requestBody: { required: route.body !== 'optional', content } }
}

/** RFC 9745: the request used a name that a field or the entity had before. */
const deprecation = {
  description: 'day from which a name that the request uses is a former one, as @<seconds>',
  schema: { type: 'string' },
}

function responsesOf(about: Operation, isOfRecords: boolean): JsonSchema {
  const { status = 200, answer, media = 'application/json' } = about
  const failed = {
    description: 'refused',
    content: { 'application/json': { schema: reference('Errors') } },
  }
  return {
    [status]: {
      description: 'done',
      ...(isOfRecords ? { headers: { Deprecation: deprecation } } : {}),
      ...(answer ? { content: { [media]: { schema: answer } } } : {}),
    },
    '4XX': failed,
    '5XX': failed,
  }
}

function schemasOf(
  source: Source,
  entities: readonly CompiledEntity[]
): Record<string, JsonSchema> {
  const { application, access } = source
  const schemas: Record<string, JsonSchema> = {}
  for (const entity of entities) {
    schemas[entity.key] = recordSchema(application, access, entity)
    schemas[`${entity.key}.shown`] = shownSchema(application, access, entity)
    for (const action of ['create', 'update'] as const) {
      if (!access.may(entity, action)) continue
      schemas[`${entity.key}.${action}`] = valuesSchema(application, access, entity, action)
    }
  }
  return schemas
}

const components: JsonSchema = {
  securitySchemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'guiju_session' },
    token: { type: 'http', scheme: 'bearer' },
  },
}
