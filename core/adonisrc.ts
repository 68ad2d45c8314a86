import { defineConfig } from '@adonisjs/core/app'

/** What Adonis loads, in this order. No session, shield, auth or validator package: those are ours. */
export default defineConfig({
  typescript: true,
  providers: [
    () => import('./providers/framework_provider.ts'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('./providers/application_provider.ts'),
  ],
  preloads: [() => import('./start/kernel.ts'), () => import('./start/routes.ts')],
})
