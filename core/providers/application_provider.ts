import type { ApplicationService } from '@adonisjs/core/types'
import type { Services } from '#core/http/index.ts'
import { buildApplication } from '#core/start/build_application.ts'
import type { BuiltApplication } from '#core/start/build_application.ts'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    guiju: BuiltApplication
    services: Services
  }
}

/** Builds the rooms when Adonis boots and takes them down with it. */
export default class ApplicationProvider {
  readonly #app: ApplicationService
  #built: BuiltApplication | null = null

  constructor(app: ApplicationService) {
    this.#app = app
  }

  async boot(): Promise<void> {
    this.#built = await buildApplication(this.#app)
    this.#app.container.bindValue('guiju', this.#built)
    this.#app.container.bindValue('services', this.#built.services)
  }

  async shutdown(): Promise<void> {
    this.#built?.close()
  }
}
