import 'reflect-metadata'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Ignitor } from '@adonisjs/core'
import { defineConfig as defineBodyParser } from '@adonisjs/core/bodyparser'
import { defineConfig as defineEncryption, drivers } from '@adonisjs/core/encryption'
import { defineConfig as defineHttp } from '@adonisjs/core/http'
import { defineConfig as defineLogger } from '@adonisjs/core/logger'
import AppServiceProvider from '@adonisjs/core/providers/app_provider'
import type { ApplicationService, HttpRouterService } from '@adonisjs/core/types'
import type { Database } from '@adonisjs/lucid/database'
import { databaseConfig } from './database_config.ts'
import { mapAuditEntry } from './models/audit_entry.ts'
import { mapCustomer } from './models/customer.ts'
import { mapRecordHistory } from './models/record_history.ts'
import { mapWorkOrder } from './models/work_order.ts'
import { readPhysicalNames } from './physical_names.ts'
import type { PhysicalNames } from './physical_names.ts'
import type { HandwrittenSettings } from './settings.ts'
import { countStatements } from './statement_count.ts'
import type { WorkOrdersController } from './work_orders_controller.ts'

const folder = new URL('./', import.meta.url)

/** Starts the hand-written app on a free port of this machine and resolves with its address. */
export async function startHandwritten(settings: HandwrittenSettings): Promise<string> {
  const app = new Ignitor(folder, { importer: (path) => import(path) }).createApp('web')
  app.rcContents({
    typescript: true,
    providers: [
      async () => ({ default: FrameworkProvider }),
      () => import('@adonisjs/lucid/database_provider'),
    ],
  })
  app.useConfig(configOf(settings))
  await app.init()
  await app.boot()
  const db = await app.container.make('lucid.db')
  const names = await mapModels(db)
  const organization = (await db.from(names.organization.table).select('id').first()) as {
    id: string
  } | null
  // Its database service is there only when the application has booted.
  const { WorkOrdersController } = await import('./work_orders_controller.ts')
  const controller = new WorkOrdersController(names, organization?.id ?? null)
  const router = await app.container.make('router')
  addRoutes(router, controller)
  if (settings.countStatements) countStatements(router, await app.container.make('emitter'))
  return listen(app)
}

/** Adonis' own bindings, without the route types it writes into the source tree while developing. */
class FrameworkProvider extends AppServiceProvider {
  override async ready(): Promise<void> {}
}

function configOf(settings: HandwrittenSettings): Record<string, unknown> {
  const key = randomBytes(32).toString('hex')
  const level = 'warn'
  return {
    app: { http: defineHttp({ generateRequestId: true }) },
    bodyparser: defineBodyParser({ allowedMethods: ['POST', 'PATCH'] }),
    database: databaseConfig(settings),
    encryption: defineEncryption({
      default: 'gcm',
      list: { gcm: drivers.aes256gcm({ id: 'gcm', keys: [key] }) },
    }),
    logger: defineLogger({ default: 'app', loggers: { app: { enabled: true, level } } }),
  }
}

async function mapModels(db: Database): Promise<PhysicalNames> {
  const names = await readPhysicalNames(db)
  mapCustomer(names.customer)
  mapWorkOrder(names.workOrder)
  mapRecordHistory()
  mapAuditEntry()
  return names
}

function addRoutes(router: HttpRouterService, controller: WorkOrdersController): void {
  const path = '/api/v1/work_orders'
  router.get(path, (ctx) => controller.index(ctx))
  router.post(path, (ctx) => controller.store(ctx))
  router.get(`${path}/:id`, (ctx) => controller.show(ctx))
  router.patch(`${path}/:id`, (ctx) => controller.update(ctx))
}

async function listen(app: ApplicationService): Promise<string> {
  const adonis = await app.container.make('server')
  adonis.errorHandler(() => import('./exception_handler.ts'))
  adonis.use([() => import('@adonisjs/core/bodyparser_middleware')])
  let url = ''
  await app.start(async () => {
    await adonis.boot()
    const http = createServer(adonis.handle.bind(adonis))
    adonis.setNodeServer(http)
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  })
  return url
}
