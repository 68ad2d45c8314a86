import { accessOf } from '#engine/access/index.ts'
import { answerWithContentEtag } from './answer/content_etag.ts'
import { definitions } from './controllers/definitions_controller.ts'
import { files } from './controllers/files_controller.ts'
import { formDrafts } from './controllers/form_drafts_controller.ts'
import { health } from './controllers/health_controller.ts'
import { jobs } from './controllers/jobs_controller.ts'
import { pages } from './controllers/pages_controller.ts'
import { records } from './controllers/records_controller.ts'
import { runtime } from './controllers/runtime_controller.ts'
import { session } from './controllers/session_controller.ts'
import { testing } from './controllers/test_controller.ts'
import { tokens } from './controllers/tokens_controller.ts'
import { users } from './controllers/users_controller.ts'
import { views } from './controllers/views_controller.ts'
import { openApi } from './openapi/open_api.ts'
import { releaseRoutes } from './release_routes.ts'
import { signed } from './route.ts'
import type { Route } from './route.ts'

const v1 = '/api/v1'
const entity = `${v1}/records/:entity`
const record = `${entity}/:id`
const savedViews = `${v1}/views/:entity`
const plain = { policy: 'session', body: 'none', query: [] } as const
const json = { policy: 'session', body: 'json', query: [] } as const
const person = { policy: 'person', body: 'none', query: [] } as const
const open = { policy: 'public', body: 'none', query: [] } as const

// prettier-ignore
const sessionRoutes: readonly Route[] = [
  { ...open, method: 'POST', path: `${v1}/session`, body: 'json', carriesSecret: true, about: 'Sign in', action: session.create },
  { ...plain, method: 'GET', path: `${v1}/session`, beforePasswordChange: true, about: 'Who am I', action: session.show },
  { ...person, method: 'DELETE', path: `${v1}/session`, beforePasswordChange: true, about: 'Sign out', action: session.destroy },
  { ...person, method: 'POST', path: `${v1}/session/password`, body: 'json', carriesSecret: true, beforePasswordChange: true, about: 'Change the own password', action: session.changePassword },
  { ...person, method: 'PUT', path: `${v1}/session/language`, body: 'json', beforePasswordChange: true, about: 'Choose the language I read in', action: session.chooseLanguage },
  { ...person, method: 'GET', path: `${v1}/tokens`, about: 'My tokens', action: tokens.list },
  { ...person, method: 'POST', path: `${v1}/tokens`, body: 'json', about: 'Make a token; it is shown once', action: tokens.create },
  { ...person, method: 'DELETE', path: `${v1}/tokens/:id`, about: 'End a token', action: tokens.destroy },
  { ...plain, method: 'GET', path: `${v1}/roles`, about: 'Roles and who has them', action: users.allRoles },
  { ...plain, method: 'GET', path: `${v1}/users/:id/roles`, about: 'Roles of a user', action: users.roles },
  { ...json, method: 'PUT', path: `${v1}/users/:id/roles`, about: 'Assign roles to a user', action: users.assignRoles },
  { ...json, method: 'PATCH', path: `${v1}/users/:id/roles`, about: 'Give a user some roles and take others', action: users.changeRoles },
  { ...json, method: 'PUT', path: `${v1}/users/:id/password`, carriesSecret: true, about: 'Set the password of a user', action: users.setPassword },
]

// prettier-ignore
const recordRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: entity, query: 'any', about: 'List', action: records.list },
  { ...json, method: 'POST', path: entity, about: 'Create', action: records.create },
  { ...json, method: 'POST', path: `${entity}/bulk`, about: 'Create, change and remove several records', action: records.bulk },
  { ...json, method: 'POST', path: `${entity}/aggregate`, reads: true, about: 'Aggregate', action: records.aggregate },
  { ...json, method: 'POST', path: `${entity}/derive`, reads: true, about: 'What a form shows before it is saved, and what saving would refuse', action: records.derive },
  { ...plain, method: 'GET', path: record, query: 'any', about: 'Read', action: records.show },
  { ...json, method: 'PATCH', path: record, about: 'Change (JSON merge patch)', action: records.patch },
  { ...plain, method: 'DELETE', path: record, about: 'To the recycle bin', action: records.destroy },
  { ...plain, method: 'GET', path: `${record}/removal`, about: 'What a removal would do', action: records.removal },
  { ...plain, method: 'GET', path: `${record}/explain`, query: 'any', about: 'Why an action is allowed or not', action: records.explain },
  { ...plain, method: 'POST', path: `${record}/restore`, about: 'Out of the recycle bin', action: records.restore },
  { ...json, method: 'POST', path: `${record}/assign`, about: 'Hand over: owner, department, organization', action: records.assign },
  { ...json, method: 'POST', path: `${record}/reveal`, about: 'Look at masked values; it is kept who did, when and why', action: records.reveal },
  { ...plain, method: 'GET', path: `${record}/reveals`, about: 'Who looked at masked values', action: records.reveals },
  { ...plain, method: 'GET', path: `${record}/history`, query: 'any', about: 'History', action: records.history },
  { ...json, method: 'POST', path: `${record}/transitions/:transition`, body: 'optional', about: 'Make a transition', action: records.transition },
]

const draft = `${v1}/form-drafts/:entity/:id`

// prettier-ignore
const draftRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: `${v1}/form-drafts`, about: 'My unfinished forms', action: formDrafts.list },
  { ...plain, method: 'GET', path: draft, query: ['form'], about: 'What I have entered; `new` for a new record', action: formDrafts.show },
  { ...json, method: 'PUT', path: draft, query: ['form'], about: 'Keep what I have entered', action: formDrafts.save },
  { ...plain, method: 'DELETE', path: draft, query: ['form'], about: 'Forget it', action: formDrafts.remove },
]

// prettier-ignore
const viewRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: savedViews, about: 'Saved views of a list: mine and shared ones', action: views.list },
  { ...json, method: 'POST', path: savedViews, about: 'Save a view', action: views.create },
  { ...json, method: 'PUT', path: `${savedViews}/default`, about: 'The view the list opens with for me', action: views.chooseDefault },
  { ...json, method: 'PATCH', path: `${savedViews}/:id`, about: 'Change a saved view', action: views.change },
  { ...plain, method: 'DELETE', path: `${savedViews}/:id`, about: 'Remove a saved view', action: views.remove },
]

// prettier-ignore
const definitionRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: `${v1}/definitions`, query: ['kind', 'module'], about: 'Active definitions', action: definitions.list },
  { ...plain, method: 'GET', path: `${v1}/definitions/:kind/:key`, about: 'One active definition', action: definitions.show },
  { ...plain, method: 'GET', path: `${v1}/runtime/menu`, about: 'Menu of the actor', action: runtime.menu },
  { ...plain, method: 'GET', path: `${v1}/runtime/forms/:entity`, query: ['form'], about: 'A form, compiled for the actor', action: runtime.form },
  { ...plain, method: 'GET', path: `${v1}/runtime/views/:entity`, query: ['view'], about: 'A view, compiled for the actor', action: runtime.view },
  { ...plain, method: 'GET', path: `${v1}/runtime/validators/:file`, about: 'Validator of an entity, as a module', action: runtime.validator },
  { ...plain, method: 'GET', path: `${v1}/openapi.json`, about: 'This description', action: signed(describeApi) },
]

// prettier-ignore
const jobRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: `${v1}/jobs`, query: ['state', 'limit'], about: 'Jobs: mine, or all for an administrator', action: jobs.list },
  { ...plain, method: 'GET', path: `${v1}/jobs/:id`, about: 'State, progress and result of a job', action: jobs.show },
  { ...plain, method: 'DELETE', path: `${v1}/jobs/:id`, about: 'Cancel a job', action: jobs.cancel },
  { ...json, method: 'POST', path: `${v1}/computed/check`, body: 'optional', about: 'Compare stored computed fields with what they should be; a job', action: jobs.checkComputed },
  { ...plain, method: 'POST', path: `${v1}/jobs/:id/retry`, about: 'Try a failed job again', action: jobs.retry },
]

// prettier-ignore
const fileRoutes: readonly Route[] = [
  { ...plain, method: 'POST', path: `${v1}/files`, body: 'multipart', query: ['entity', 'field'], about: 'Upload files', action: files.create },
  { ...plain, method: 'GET', path: `${v1}/files/:id`, query: ['download'], about: 'The bytes of a file', action: files.show },
]

const systemRoutes: readonly Route[] = [
  { ...open, method: 'GET', path: '/health/live', action: health.live },
  { ...open, method: 'GET', path: '/health/ready', action: health.ready },
]

/** Files of the browser's part; stands last, for it takes every address left. */
const pageRoutes: readonly Route[] = [
  { ...open, method: 'GET', path: '*', query: 'any', action: pages.show },
]

/** Only with GUIJU_TEST=1. */
const testRoutes: readonly Route[] = [
  { ...open, method: 'GET', path: '/__test__/statements', action: testing.statements },
]

/** Every route of the server, in the order they are matched. */
export function allRoutes(options: { test: boolean }): readonly Route[] {
  return [
    ...sessionRoutes,
    ...recordRoutes,
    ...viewRoutes,
    ...draftRoutes,
    ...definitionRoutes,
    ...releaseRoutes,
    ...jobRoutes,
    ...fileRoutes,
    ...systemRoutes,
    ...(options.test ? testRoutes : []),
    ...pageRoutes,
  ]
}

async function describeApi(call: Parameters<Parameters<typeof signed>[0]>[0]) {
  const { registry, version } = call.services
  const application = registry.inLanguage(call.language).current()
  const access = accessOf(application, call.principal.actor)
  const routes = allRoutes({ test: false })
  return answerWithContentEtag(call, openApi({ application, access, routes, version }))
}
