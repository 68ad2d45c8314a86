export {
  fieldMetaOf,
  fieldTypeNameOf,
  fieldTypeNames,
  isKind,
  kinds,
  metaSchemaOf,
} from './registry.ts'
export { referencesAt, walkLists, walkPlaces, walkReferences } from './walk.ts'
export { pointerSegment, pointerSteps } from './json_pointer.ts'
export { canonicalOrder } from './canonical_order.ts'
export { shapeProblems } from './shape_problem.ts'
export { metaVocabulary } from './meta_schema.ts'
export type { MetaSchema, ReferenceMark, FieldMark, ExpressionMark } from './meta_schema.ts'
export type { Owner, Place, Reference, Target } from './walk.ts'
export type { ShapeProblem, ShapeViolation } from './shape_problem.ts'
export type * from './types/index.ts'
export { elementsOf, uidPropertyOf } from './changes/elements.ts'
export { caseOf, resolved } from './resolve.ts'
export { diffDocuments } from './changes/diff.ts'
export { applyOverlay, overlayOf } from './changes/overlay.ts'
export type { Element, Elements } from './changes/elements.ts'
export type { Change, Step } from './changes/diff.ts'
export type { Misfit, Overlay } from './changes/overlay.ts'
