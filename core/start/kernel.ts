import app from '@adonisjs/core/services/app'

const server = await app.container.make('server')

server.errorHandler(() => import('#core/http/exception_handler.ts'))
