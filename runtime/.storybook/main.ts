import { fieldTypeNames } from '../../schemas/registry.ts'
import type { StorybookConfig } from '@storybook/react-vite'
import type { IndexInput } from 'storybook/internal/types'
import type { Plugin } from 'vite'

/** The file whose stories are made: one for each field type that schemas/meta knows. */
const generated = /runtime\/stories\/field_types\.stories\.ts$/
const title = '字段类型'
const exportNameOf = (type: string) => `type_${type}`

const fieldStories: Plugin = {
  name: 'guiju:field-stories',
  enforce: 'pre',
  transform: {
    filter: { id: generated },
    handler: (code) =>
      [
        code,
        ...fieldTypeNames.map((type) => `export const ${exportNameOf(type)} = storyOf('${type}')`),
      ].join('\n'),
  },
}

const config: StorybookConfig = {
  framework: {
    name: '@storybook/react-vite',
    options: { builder: { viteConfigPath: 'vite.config.ts' } },
  },
  stories: ['../stories/*.stories.@(ts|tsx)'],
  // Pictures of the samples answer where the application serves files, by their id.
  staticDirs: [{ from: '../stories/files', to: '/api/v1/files' }],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  typescript: { reactDocgen: false },
  experimental_indexers: (known) => [
    {
      test: generated,
      createIndex: async (importPath) =>
        fieldTypeNames.map((type): IndexInput => ({
          ...{ type: 'story', importPath, title, name: type },
          exportName: exportNameOf(type),
        })),
    },
    ...(known ?? []),
  ],
  viteFinal: (vite) => ({ ...vite, plugins: [fieldStories, ...(vite.plugins ?? [])] }),
}
export default config
