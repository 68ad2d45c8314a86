import { Button, Progress } from 'antd'
import { ArrowUpOutlined, CloseOutlined, DeleteOutlined, ReloadOutlined } from '@ant-design/icons'
import { sizeText } from '#engine/fields/held_files.ts'
import { texts } from '#runtime/texts/index.ts'
import { linkTitle } from '../link_value.ts'
import { FileIcon } from './FileIcon.tsx'
import { FileName } from './ShowFiles.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import type { FileLink } from '#runtime/client/uploads.ts'
import type { Upload } from './use_uploads.ts'

const t = texts.files

interface HeldRowProps {
  file: FileLink
  /** Null where the field is read-only. */
  onRemove: (() => void) | null
  onUp: (() => void) | null
}

/** A file that the field holds. */
export function HeldRow({ file, onRemove, onUp }: HeldRowProps) {
  const name = linkTitle(file)
  return (
    <li className="gj-file">
      {file.type?.startsWith('image/') ? <Thumbnail file={file} /> : <FileIcon type={file.type} />}
      <FileName file={file} />
      {file.size !== undefined && <span className="gj-number">{sizeText(file.size)}</span>}
      {onUp && <Act label={t.moveUp(name)} icon={<ArrowUpOutlined />} onClick={onUp} />}
      {onRemove && <Act label={t.remove(name)} icon={<DeleteOutlined />} onClick={onRemove} />}
    </li>
  )
}

interface UploadRowProps {
  upload: Upload
  onEnd: () => void
  onRetry: () => void
}

/** A file on its way, or why it did not get there. */
export function UploadRow({ upload: { file, share, fault }, onEnd, onRetry }: UploadRowProps) {
  const percent = Math.round(share * 100)
  return (
    <li className="gj-file" aria-live="polite">
      <FileIcon type={file.type} />
      <span className="gj-file-name">{file.name}</span>
      {fault === null ? (
        <Progress
          percent={percent}
          size="small"
          className="gj-upload-progress"
          aria-label={t.uploading(percent)}
        />
      ) : (
        <span className="gj-upload-fault" role="alert">
          {fault}
        </span>
      )}
      {fault !== null && (
        <Act label={t.retry(file.name)} icon={<ReloadOutlined />} onClick={onRetry} />
      )}
      <Act
        label={fault === null ? t.cancel(file.name) : t.remove(file.name)}
        icon={<CloseOutlined />}
        onClick={onEnd}
      />
    </li>
  )
}

interface ActProps {
  label: string
  icon: React.ReactNode
  onClick: () => void
}

function Act({ label, icon, onClick }: ActProps) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={label}
      title={label}
      icon={icon}
      onClick={onClick}
    />
  )
}
