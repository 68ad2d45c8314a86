import { QuestionOutlined } from '@ant-design/icons'
import { fieldMetaOf, fieldTypeNames } from '#schemas/index.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { plainSnippet } from './face.ts'
import type { DesignerFieldFace } from './face.ts'

/** Each folder is the face of the type it is called after. */
const modules = import.meta.glob<{ face: DesignerFieldFace }>('./*/face.ts', { eager: true })

const faces = new Map(
  Object.entries(modules).map(([path, { face }]) => [path.split('/')[1] ?? '', face])
)

/** A type of a plugin may come without a face: it is on the last shelf, and says its type. */
export function faceOf(type: string): DesignerFieldFace {
  const plain = plainSnippet({ 'x-type': type })
  return faces.get(type) ?? { group: 'other', Icon: QuestionOutlined, snippet: plain, sample: null }
}

/** Every field type with its face: those that are used most first, then by name. */
export function allFaces(): readonly { type: string; face: DesignerFieldFace }[] {
  const all = fieldTypeNames.map((type) => ({ type, face: faceOf(type) }))
  return [...all.filter(({ face }) => face.isCommon), ...all.filter(({ face }) => !face.isCommon)]
}

/** What a type is called: the meta-schema's title; in English its name. */
export function typeTitle(type: string): string {
  return labelOf(fieldMetaOf(type), type)
}
