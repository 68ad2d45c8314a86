import { defineConfig, destination } from '@adonisjs/core/logger'

/**
 * One JSON line per event on standard error; what people read at start is printed apart. Bodies,
 * cookies and tokens are never logged, so nothing has to be blacked out.
 */
export function loggerConfig() {
  return defineConfig({
    default: 'app',
    loggers: {
      app: { enabled: true, name: 'guiju', level: 'warn', destination: destination(2) },
    },
  })
}
