import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { CloseOutlined } from '@ant-design/icons'
import { fileAddress } from '#runtime/client/uploads.ts'
import { texts } from '#runtime/texts/index.ts'
import { linkTitle } from '../link_value.ts'
import { FileIcon } from './FileIcon.tsx'
import type { FileLink } from '#runtime/client/uploads.ts'

/** A picture small, and over the page when it is pressed; its name where it cannot be shown. */
export function Thumbnail({ file }: { file: FileLink }) {
  const [open, setOpen] = useState(false)
  const [broken, setBroken] = useState(false)
  const name = linkTitle(file)
  if (broken) {
    return (
      <span className="gj-file" title={name}>
        <FileIcon type={file.type} />
        <span className="gj-file-name">{name}</span>
      </span>
    )
  }
  const image = (
    <img src={fileAddress(file.id)} alt={name} loading="lazy" onError={() => setBroken(true)} />
  )
  return (
    <>
      <button
        type="button"
        className="gj-thumbnail"
        aria-label={texts.files.preview(name)}
        onClick={(event) => {
          event.stopPropagation()
          setOpen(true)
        }}
      >
        {image}
      </button>
      {open && <Lightbox file={file} onClose={() => setOpen(false)} />}
    </>
  )
}

function Lightbox({ file, onClose }: { file: FileLink; onClose: () => void }) {
  const close = useRef<HTMLButtonElement>(null)
  const name = linkTitle(file)
  useEffect(() => close.current?.focus(), [])
  // Rendered beside the page; what is pressed here is no press on the row behind.
  return createPortal(
    <div
      className="gj-lightbox"
      role="dialog"
      aria-modal
      aria-label={name}
      onClick={(event) => {
        event.stopPropagation()
        onClose()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
      }}
    >
      <button ref={close} type="button" aria-label={texts.actions.close} onClick={onClose}>
        <CloseOutlined aria-hidden />
      </button>
      <img src={fileAddress(file.id)} alt={name} />
      <a href={fileAddress(file.id, { download: true })} download={name}>
        {name}
      </a>
    </div>,
    document.body
  )
}
