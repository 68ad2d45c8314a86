import app from '@adonisjs/core/services/app'
import { allRoutes, registerRoutes } from '#core/http/index.ts'

const router = await app.container.make('router')
const services = await app.container.make('services')

registerRoutes(router, allRoutes({ test: services.statements !== null }), services)
