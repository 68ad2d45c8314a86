import { useRef, useState } from 'react'
import { Button } from 'antd'
import { CameraOutlined, UploadOutlined } from '@ant-design/icons'
import { sizeText } from '#engine/fields/held_files.ts'
import { texts } from '#runtime/texts/index.ts'
import { linksOf } from '../link_value.ts'
import { HeldRow, UploadRow } from './UploadRows.tsx'
import { useUploads } from './use_uploads.ts'
import type { FileLink } from '#runtime/client/uploads.ts'
import type { InputProps } from '../field_face.ts'

const t = texts.files

/** Files of a field: chosen, dropped, pasted or photographed; each can be opened, moved and removed. */
export function UploadInput(props: InputProps & { most: number }) {
  const { field, value, onChange, disabled } = props
  const [over, setOver] = useState(false)
  const files: FileLink[] = linksOf(value)
  const latest = useRef(files)
  latest.current = files
  const set = (next: FileLink[]) => {
    latest.current = next
    onChange(next.length > 0 ? next : null)
  }
  const most = Math.min(props.most, field.maxItems ?? props.most)
  const add = (file: FileLink) =>
    set(most === 1 ? [file] : [...latest.current, file].slice(0, most))
  const { uploads, start, end } = useUploads(field, add)
  const take = (list: FileList | null) => {
    const room = most === 1 ? 1 : most - latest.current.length
    for (const file of [...(list ?? [])].slice(0, Math.max(0, room))) void start(file)
  }
  const isFull = most > 1 && files.length >= most
  return (
    <div
      id={props.id}
      className={`gj-upload${over ? ' gj-upload-over' : ''} gj-upload-${props.variant ?? 'form'}`}
      data-invalid={props.invalid || undefined}
      role="group"
      tabIndex={-1}
      aria-label={field.title}
      onBlur={props.onBlur}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(!disabled)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (!disabled) take(event.dataTransfer.files)
      }}
      onPaste={(event) => {
        if (!disabled && event.clipboardData.files.length > 0) take(event.clipboardData.files)
      }}
    >
      <ul className="gj-files">
        {files.map((file, index) => (
          <HeldRow
            key={file.id}
            file={file}
            onRemove={disabled ? null : () => set(files.filter((one) => one !== file))}
            onUp={disabled || index === 0 ? null : () => set(movedUp(files, index))}
          />
        ))}
        {uploads.map((upload) => (
          <UploadRow
            key={upload.key}
            upload={upload}
            onEnd={() => end(upload)}
            onRetry={() => {
              end(upload)
              void start(upload.file)
            }}
          />
        ))}
      </ul>
      {!disabled && !isFull && <Choosing {...props} most={most} onTake={take} />}
    </div>
  )
}

function movedUp(files: readonly FileLink[], index: number): FileLink[] {
  const next = [...files]
  next.splice(index - 1, 0, ...next.splice(index, 1))
  return next
}

type ChoosingProps = InputProps & { most: number; onTake: (list: FileList | null) => void }

/** The button, and on a touch screen the camera for fields that take pictures. */
function Choosing({ field, variant, most, onTake }: ChoosingProps) {
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const accepts = field.files?.accepts
  const takesPictures = !accepts || accepts.some((type) => type.startsWith('image/'))
  const input = (isCamera: boolean) => (
    <input
      ref={isCamera ? camera : files}
      type="file"
      hidden
      multiple={most > 1 && !isCamera}
      accept={isCamera ? 'image/*' : accepts?.join(',')}
      {...(isCamera ? { capture: 'environment' as const } : {})}
      onChange={(event) => {
        onTake(event.target.files)
        event.target.value = ''
      }}
    />
  )
  return (
    <div className="gj-upload-choose">
      {variant !== 'cell' && <span className="gj-upload-drop">{t.drop}</span>}
      <Button
        size="small"
        icon={<UploadOutlined aria-hidden />}
        aria-label={`${t.choose} ${field.title}`}
        onClick={() => files.current?.click()}
      >
        {variant === 'cell' ? null : t.choose}
      </Button>
      {takesPictures && (
        <Button
          size="small"
          className="gj-upload-camera"
          icon={<CameraOutlined aria-hidden />}
          onClick={() => camera.current?.click()}
        >
          {t.photo}
        </Button>
      )}
      {variant !== 'cell' && field.files && (
        <span className="gj-upload-limits">{t.limits(sizeText(field.files.bytes))}</span>
      )}
      {input(false)}
      {takesPictures && input(true)}
    </div>
  )
}
