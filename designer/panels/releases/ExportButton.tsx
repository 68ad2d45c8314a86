import { App, Button, Dropdown } from 'antd'
import { DownloadOutlined } from '@ant-design/icons'
import { definitionsOf, keyOf, titleOf } from '#designer/document/index.ts'
import { releasesClient } from '#designer/releases/releases_client.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import { download } from './bundle_file.ts'
import { texts } from './texts.ts'

/** A release, whole or one module of it, as a file. */
export function ExportButton({ release }: { release: string }) {
  const { message } = App.useApp()
  const modules = useWorkshopState((state) => state.set)
  const take = async (module: string | undefined) => {
    try {
      const bundle = await releasesClient.bundle(release, module)
      download(`guiju-${module ?? 'all'}-${release}.json`, bundle)
      void message.success(texts.exported(bundle.definitions.length))
    } catch (error) {
      void message.error((error as Error).message)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: '', label: texts.whole, onClick: () => void take(undefined) },
          ...definitionsOf(modules, 'module').map((module) => ({
            key: keyOf(module),
            label: titleOf(module),
            onClick: () => void take(keyOf(module)),
          })),
        ],
      }}
    >
      <Button icon={<DownloadOutlined />}>{texts.exportAll}</Button>
    </Dropdown>
  )
}
