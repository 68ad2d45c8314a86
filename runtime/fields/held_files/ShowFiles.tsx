import { FileIcon } from './FileIcon.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import { sizeText } from '#engine/fields/held_files.ts'
import { fileAddress } from '#runtime/client/uploads.ts'
import { texts } from '#runtime/texts/index.ts'
import { Blank } from '../Blank.tsx'
import { linksOf, linkTitle } from '../link_value.ts'
import type { FileLink } from '#runtime/client/uploads.ts'
import type { DisplayProps } from '../field_face.ts'

/** Names with the sign of their type; in a record each leads to its bytes. */
export function showFiles({ value, place }: DisplayProps) {
  const files: FileLink[] = linksOf(value)
  const [first, ...more] = files
  if (!first) return <Blank />
  if (place === 'list') {
    return (
      <span className="gj-file">
        <FileIcon type={first.type} />
        <span className="gj-file-name">{linkTitle(first)}</span>
        {more.length > 0 && <span className="gj-number">+{more.length}</span>}
      </span>
    )
  }
  return (
    <ul className="gj-files">
      {files.map((file) => (
        <li key={file.id} className="gj-file">
          <FileIcon type={file.type} />
          <FileName file={file} />
          {file.size !== undefined && <span className="gj-number">{sizeText(file.size)}</span>}
        </li>
      ))}
    </ul>
  )
}

/** Pictures at the size of their place; the browser scales. */
export function showPictures({ value, place }: DisplayProps) {
  const files: FileLink[] = linksOf(value)
  if (files.length === 0) return <Blank />
  const shown = place === 'list' ? files.slice(0, 2) : files
  return (
    <span className={`gj-pictures gj-pictures-${place}`}>
      {shown.map((file) => (
        <Thumbnail key={file.id} file={file} />
      ))}
      {files.length > shown.length && (
        <span className="gj-number">+{files.length - shown.length}</span>
      )}
    </span>
  )
}

export function FileName({ file }: { file: FileLink }) {
  const name = linkTitle(file)
  return (
    <a
      className="gj-file-name"
      href={fileAddress(file.id, { download: !file.type?.startsWith('image/') })}
      download={file.type?.startsWith('image/') ? undefined : name}
      target="_blank"
      rel="noreferrer"
      title={texts.files.download(name)}
    >
      {name}
    </a>
  )
}
