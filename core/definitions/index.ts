export { startDefinitions } from './start_definitions.ts'
export type { StartedRegistry, StartOptions } from './start_definitions.ts'
export { DefinitionsInvalid } from './definitions_invalid.ts'
export { registryOf } from './registry/registry_of.ts'
export type { ListedDefinition, Registry } from './registry/registry.ts'
export type { ValidationFault } from './registry/validation_fault.ts'
export type {
  ApplySchema,
  Conversion,
  ConversionSample,
  Migration,
  MoveBatch,
  MovedBatch,
  MoveTables,
  PlanSchema,
  SchemaPlan,
  SchemaWork,
  WayBack,
} from './releases/migration.ts'
export { codesOf, writtenField } from './releases/fills.ts'
export type { CodeMap, FieldFill, FillPlan } from './releases/fills.ts'
export { headMark } from './releases/release_store.ts'
export { keepHeartbeat } from './releases/migrating/heartbeats.ts'
export { mostRowsAtOnce } from './releases/migration.ts'
export type { FieldMove } from './releases/physical_names.ts'
export type { Layer } from './releases/manifest.ts'
export { definitionInvalid, definitionUnknown } from './errors.ts'
export { createDefinitions } from './create_definitions.ts'
export type { Definitions } from './create_definitions.ts'
export type { PlanRequest, ShownPlan } from './releases/plan_release.ts'
export type { Draft } from './drafts/draft_store.ts'
export type { ShownProblem } from './problem_text.ts'
export type { DescribedChange } from './changes/describe_changes.ts'
export type { Bundle } from './bundles/bundle.ts'
