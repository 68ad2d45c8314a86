import { misfit } from './parsed.ts'
import { recordLinksType } from './record_links.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { FieldType, ValueFault } from './field_type.ts'

/** Pictures that every browser shows and that hold nothing that runs: no SVG. */
export const shownImages: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/** Bytes of one file at the most, whatever a field says. */
export const largestFile = 100 * 1024 * 1024

/** Media types a type of field takes where its schema does not say; null = any. */
const acceptedByType = new Map<string, readonly string[] | null>()

/**
 * Faces of a type whose value is a list of ids of files (the entity anchored as `file`). They are
 * rows of a link table like any to-many relation; the rights on a file are those on the field.
 */
export function heldFilesType(
  name: string,
  { most, accepts = null }: { most: number; accepts?: readonly string[] | null }
): FieldType {
  acceptedByType.set(name, accepts)
  const links = recordLinksType(name)
  return {
    ...links,
    parse(given, field) {
      const parsed = links.parse(given, field)
      if (!parsed.ok || !Array.isArray(parsed.value) || parsed.value.length <= most) return parsed
      return misfit('maxItems', `最多 ${most} 个文件`, `has at most ${most} files`, { limit: most })
    },
    format: (value) => (Array.isArray(value) ? `${value.length} 个文件` : ''),
  }
}

/** Whether the field's values are files. */
export function holdsFiles(field: Pick<CompiledField, 'type'>): boolean {
  return acceptedByType.has(field.type.name)
}

/** What a field takes: media types (`image/*` for a family; null = any) and bytes of one file. */
export function fileLimits(field: Pick<CompiledField, 'type' | 'schema'>): {
  accepts: readonly string[] | null
  bytes: number
} {
  const said = field.schema['x-accept']
  const bytes = field.schema['x-maxSize']
  return {
    accepts: Array.isArray(said) ? said.map(String) : (acceptedByType.get(field.type.name) ?? null),
    bytes: typeof bytes === 'number' ? Math.min(bytes, largestFile) : largestFile,
  }
}

/** Why a field does not take a file of this media type and size; null when it does. */
export function fileMisfit(
  field: Pick<CompiledField, 'type' | 'schema'>,
  file: { type: string; size: number }
): ValueFault | null {
  const { accepts, bytes } = fileLimits(field)
  if (accepts && !accepts.some((accepted) => isOfType(file.type, accepted))) {
    const listed = accepts.join(', ')
    return {
      keyword: 'x-accept',
      zh: `不收 ${file.type} 类型的文件，只收 ${listed}`,
      en: `takes no file of type ${file.type}, only ${listed}`,
      params: { type: file.type, accepts },
    }
  }
  if (file.size <= bytes) return null
  return {
    keyword: 'x-maxSize',
    zh: `的文件最大 ${sizeText(bytes)}，这个有 ${sizeText(file.size)}`,
    en: `takes files up to ${sizeText(bytes)}; this one has ${sizeText(file.size)}`,
    params: { limit: bytes, size: file.size },
  }
}

function isOfType(type: string, accepted: string): boolean {
  return accepted.endsWith('/*') ? type.startsWith(accepted.slice(0, -1)) : type === accepted
}

/** `1.5 MB`: bytes as people say them. */
export function sizeText(bytes: number): string {
  const [kilo, mega] = [1024, 1024 * 1024]
  if (bytes < kilo) return `${bytes} B`
  if (bytes < mega) return `${rounded(bytes / kilo)} KB`
  return `${rounded(bytes / mega)} MB`
}

function rounded(value: number): string {
  return String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))
}
