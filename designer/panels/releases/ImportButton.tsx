import { useRef, useState } from 'react'
import { App, Button, Modal } from 'antd'
import { UploadOutlined } from '@ant-design/icons'
import { releasesClient } from '#designer/releases/releases_client.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { readBundleFile } from './bundle_file.ts'
import type { ChosenBundle } from './bundle_file.ts'
import { texts } from './texts.ts'

/** Brings a bundle into drafts, after showing what in it differs from what is active. */
export function ImportButton() {
  const workshop = useWorkshop()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<ChosenBundle | null>(null)
  const [isBusy, setBusy] = useState(false)

  const choose = async (file: File | undefined) => {
    if (!file) return
    const read = readBundleFile(file.name, await file.text(), workshop)
    if (read) setChosen(read)
    else void message.error(texts.notBundle)
  }
  const bringIn = async () => {
    setBusy(true)
    try {
      await workshop.save()
      const { data } = await releasesClient.importBundle(chosen!.bundle)
      await workshop.reload()
      void message.success(texts.imported(data.length))
      setChosen(null)
    } catch (error) {
      void message.error((error as Error).message)
    }
    setBusy(false)
  }
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>
        {texts.importBundle}
      </Button>
      <input
        ref={input}
        hidden
        type="file"
        accept=".json,application/json"
        aria-label={texts.importBundle}
        onChange={(event) => {
          void choose(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Modal
        open={chosen !== null}
        title={chosen && texts.importTitle(chosen.name)}
        okText={texts.importOk}
        okButtonProps={{ loading: isBusy, disabled: chosen !== null && isSame(chosen) }}
        onOk={() => void bringIn()}
        onCancel={() => setChosen(null)}
      >
        {chosen && <ImportSummary chosen={chosen} />}
      </Modal>
    </>
  )
}

function isSame({ added, changed }: ChosenBundle): boolean {
  return added.length + changed.length === 0
}

function ImportSummary({ chosen }: { chosen: ChosenBundle }) {
  const { added, changed, same } = chosen
  return (
    <>
      <p className="gd-note">{texts.importAbout}</p>
      {added.length > 0 && (
        <p>
          <strong>{texts.importNew(added.length)}</strong> {phrases.listed(added)}
        </p>
      )}
      {changed.length > 0 && (
        <p>
          <strong>{texts.importChanged(changed.length)}</strong> {phrases.listed(changed)}
        </p>
      )}
      <p>{texts.importSame(same)}</p>
    </>
  )
}
