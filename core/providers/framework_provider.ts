import AppServiceProvider from '@adonisjs/core/providers/app_provider'

/** Adonis' own bindings, without the route types it writes into the source tree while developing. */
export default class FrameworkProvider extends AppServiceProvider {
  override async ready(): Promise<void> {}
}
