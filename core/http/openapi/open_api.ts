import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Route } from '../route.ts'
import { recordSchema, valuesSchema } from './entity_schemas.ts'
import type { JsonSchema } from './entity_schemas.ts'
import { recordOperation } from './record_operations.ts'

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
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, entity) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Guiju', version },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths,
    components: { ...components, schemas: { Errors: errors, ...schemasOf(source, entities) } },
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

function operation(route: Route, entity: CompiledEntity | null): JsonSchema {
  const parts = [...pathText(route.path, entity).matchAll(/\{([a-z]+)\}/g)].map((found) => found[1])
  const known = recordOperation(route.method, route.path).query ?? {}
  const query = route.query === 'any' ? Object.keys(known) : route.query
  return {
    summary: entity ? `${route.about} (${entity.title})` : route.about,
    ...(entity ? { tags: [entity.module] } : {}),
    ...(route.policy === 'public' ? { security: [] } : {}),
    parameters: [
      ...parts.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map((name) => ({ name, in: 'query', schema: known[name] ?? { type: 'string' } })),
      ...headersOf(route),
    ],
    ...requestBody(route, entity),
    responses: responsesOf(route, entity),
  }
}

function headersOf({ method, path }: Route): JsonSchema[] {
  if (!path.includes('/records/:entity')) return []
  const needsRev = method === 'PATCH' || method === 'DELETE'
  const rev = { name: 'If-Match', in: 'header', required: needsRev, schema: { type: 'string' } }
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }
  if (method === 'GET' || /\/(aggregate|derive)$/.test(path)) return []
  return path.endsWith('/:entity') ? [key] : [rev, key]
}

function requestBody(route: Route, entity: CompiledEntity | null): JsonSchema {
  if (route.body === 'none') return {}
  const isRecord = entity && /\/:(entity|id)$/.test(route.path)
  const verb = route.method === 'POST' ? 'create' : 'update'
  const told = recordOperation(route.method, route.path).body ?? { type: 'object' }
  const schema = isRecord ? reference(`${entity.key}.${verb}`) : told
  const content = { 'application/json': { schema } }
  return { requestBody: { required: route.body === 'json', content } }
}

/** RFC 9745: the request used a name that a field or the entity had before. */
const deprecation = {
  description: 'day from which a name that the request uses is a former one, as @<seconds>',
  schema: { type: 'string' },
}

function responsesOf(route: Route, entity: CompiledEntity | null): JsonSchema {
  const isList = route.method === 'GET' && route.path.endsWith('/:entity')
  const isRecord = entity && !/\/(aggregate|derive|explain|history|removal)$/.test(route.path)
  const told = recordOperation(route.method, route.path).answer ?? {}
  const one = isRecord ? reference(entity.key) : told
  const data = isList ? { type: 'array', items: one } : one
  const page = isList ? { page: pageSchema } : {}
  const schema = { type: 'object', properties: { data, ...page } }
  const failed = {
    description: 'refused',
    content: { 'application/json': { schema: reference('Errors') } },
  }
  return {
    '2XX': {
      description: 'done',
      ...(entity ? { headers: { Deprecation: deprecation } } : {}),
      content: { 'application/json': { schema } },
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
    for (const action of ['create', 'update'] as const) {
      if (!access.may(entity, action)) continue
      schemas[`${entity.key}.${action}`] = valuesSchema(application, access, entity, action)
    }
  }
  return schemas
}

function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

const pageSchema: JsonSchema = {
  type: 'object',
  properties: {
    next: { type: ['string', 'null'] },
    count: { type: 'integer' },
    countIs: { enum: ['exact', 'at_least', 'estimate'] },
  },
}

const errors: JsonSchema = {
  type: 'object',
  required: ['errors', 'requestId'],
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'status', 'message'],
        properties: {
          code: { type: 'string' },
          status: { type: 'integer' },
          message: { type: 'string' },
          path: { type: 'string' },
          params: { type: 'object' },
        },
      },
    },
    requestId: { type: 'string' },
  },
}

const components: JsonSchema = {
  securitySchemes: {
    session: { type: 'apiKey', in: 'cookie', name: 'guiju_session' },
    token: { type: 'http', scheme: 'bearer' },
  },
}
