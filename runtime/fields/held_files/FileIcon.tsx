import {
  FileExcelOutlined,
  FileImageOutlined,
  FileOutlined,
  FilePdfOutlined,
  FileTextOutlined,
  FileWordOutlined,
  FileZipOutlined,
} from '@ant-design/icons'

const signs = [
  [/^image\//, FileImageOutlined],
  [/pdf/, FilePdfOutlined],
  [/spreadsheet|excel|csv/, FileExcelOutlined],
  [/wordprocessing|msword/, FileWordOutlined],
  [/zip|rar|7z|gzip/, FileZipOutlined],
  [/^text\//, FileTextOutlined],
] as const

/** The sign of a media type; the name beside it says the rest. */
export function FileIcon({ type = '' }: { type?: string | undefined }) {
  const Icon = signs.find(([pattern]) => pattern.test(type))?.[1] ?? FileOutlined
  return <Icon aria-hidden className="gj-file-icon" />
}
