import { collectAnchor } from './anchors.ts'
import { compileDictionary } from './dictionary.ts'
import { compileEntity, linkEntity } from './entity.ts'
import { compileFieldExpressions } from './entities/field_expressions.ts'
import { compileAliases } from './entities/aliases.ts'
import { checkRules } from './entities/check_rules.ts'
import { linkDependents } from './dependents/link_dependents.ts'
import { linkFields } from './entities/link_fields.ts'
import { linkLookups } from './entities/link_lookups.ts'
import { linkRollups } from './entities/link_rollups.ts'
import { validatorSchema } from './entities/validator_schema.ts'
import { compileForm } from './form.ts'
import { freezeDeeply } from './freeze.ts'
import { compileLifecycle, linkLifecycle } from './lifecycle.ts'
import { checkLocales } from './locales/check_locales.ts'
import { checkCycle, followDependencies } from './linking/dependencies.ts'
import { linkReferences } from './linking/link_references.ts'
import {
  checkMenu,
  compileActorAttributes,
  compileModule,
  declareActorAttributes,
} from './module.ts'
import { createProblemList } from './problem_list.ts'
import { readDocuments } from './reading/read_documents.ts'
import { createReadMemory } from './reading/read_memory.ts'
import { atOnce } from '#engine/steps.ts'
import { compileRole } from './role.ts'
import { compileView } from './view.ts'
import { applicationOf, kinds } from './context.ts'
import type { Language } from '#engine/errors.ts'
import type { Problem } from '#engine/problems.ts'
import type { CompiledApplication, KnownDefinitions } from './compiled.ts'
import type { CompiledDependents } from './dependents/compiled_dependents.ts'
import type { CompileContext, Definition, EntityDraft, Kind } from './context.ts'
import type { PhysicalNames } from './names/physical_names.ts'
import type { CheckShape, SourceDocument } from './reading/read_documents.ts'
import type { ReadMemory } from './reading/read_memory.ts'
import type { Steps } from '#engine/steps.ts'

export interface CompileOptions {
  /** Physical names of tables and columns: those the database has, else `defaultNames`. */
  readonly names: PhysicalNames
  /** SHA-256 of a text as UTF-8, hex: the engine has no Node API. */
  hashOf(text: string): string
  readonly checkShape: CheckShape
  /** Texts read for earlier sets; without it every text is read anew. */
  readonly memory?: ReadMemory
  /** Language of the documents' texts, for what the engine names by itself; zh-CN if absent. */
  readonly language?: Language
}

/** What became of a set of definitions. */
export interface Compilation {
  readonly application: CompiledApplication | null
  readonly problems: Problem[]
  /** What could be made sense of, also of a faulty set: for completion and where-used, never to act on. */
  readonly known: KnownDefinitions
}

/**
 * Compiles a set of definitions that are active together: load -> shape -> link -> compile ->
 * freeze. Pure. Finds every problem of every definition in one go; the application is null when any
 * of them is an error, so a release is all or nothing.
 *
 * The order of the phases, and what each may rely on:
 * 1. read: text is within the budgets before anything recurses; shape is told by the meta-schema
 * 2. parts: each definition by itself (items, fields, states); nothing about others is known
 * 3. link: every name is looked up; fields get their targets, sub-tables their parents
 * 4. sources: expressions and filters, with the types of everything known
 * 5. faces: forms, views, roles, modules
 * 6. whole: what depends on what, cycles, validator schemas; then frozen
 */
export function* compileSteps(
  documents: readonly SourceDocument[],
  options: CompileOptions
): Steps<Compilation> {
  const context = yield* startContext(documents, options)
  yield* compileParts(context)
  yield* linkParts(context)
  yield* compileSources(context)
  yield* compileFaces(context)
  const dependents = yield* linkDependents(context)
  yield
  const problems = context.problems.all()
  const known = { ...applicationOf(context), actorAttributes: context.actorAttributes }
  if (problems.some((problem) => problem.severity === 'error'))
    return { application: null, problems, known }
  return { application: yield* assemble(context, dependents, options), problems, known }
}

/** All steps of `compileSteps` at once. */
export function compileApplication(
  documents: readonly SourceDocument[],
  options: CompileOptions
): Compilation {
  return atOnce(compileSteps(documents, options))
}

function* startContext(
  documents: readonly SourceDocument[],
  options: CompileOptions
): Steps<CompileContext> {
  const problems = createProblemList()
  const { checkShape, hashOf, memory = createReadMemory() } = options
  const definitions = yield* readDocuments(documents, { problems, checkShape, memory, hashOf })
  return {
    names: options.names,
    language: options.language ?? 'zh-CN',
    problems,
    definitions,
    modules: new Map(),
    dictionaries: new Map(),
    entities: new Map(),
    lifecycles: new Map(),
    forms: new Map(),
    views: new Map(),
    roles: new Map(),
    formerEntities: new Map(),
    anchors: {},
    actorAttributes: new Map(),
    dependencies: new Map(),
  }
}

function each(context: CompileContext, kind: Kind): Definition[] {
  return [...(context.definitions.get(kind)?.values() ?? [])]
}

function* eachEntity(
  context: CompileContext,
  visit: (definition: Definition, entity: EntityDraft) => void
): Steps<void> {
  for (const definition of each(context, 'entity')) {
    const entity = context.entities.get(definition.key)
    if (entity) visit(definition, entity)
    yield
  }
}

function* compileParts(context: CompileContext): Steps<void> {
  for (const definition of each(context, 'dictionary')) {
    context.dictionaries.set(definition.key, compileDictionary(definition, context))
  }
  for (const definition of each(context, 'entity')) {
    const entity = compileEntity(definition, context)
    context.entities.set(definition.key, entity)
    collectAnchor(definition, entity, context)
    checkRules(definition, entity, context)
    yield
  }
  for (const definition of each(context, 'lifecycle')) {
    context.lifecycles.set(definition.key, compileLifecycle(definition, context))
  }
  for (const definition of each(context, 'module')) {
    context.modules.set(definition.key, compileModule(definition))
    declareActorAttributes(definition, context)
  }
}

function* linkParts(context: CompileContext): Steps<void> {
  followDependencies(context)
  for (const definition of each(context, 'module')) checkCycle(definition, context)
  yield* eachEntity(context, (definition, entity) => linkFields(definition, entity, context))
  yield* eachEntity(context, (definition, entity) => compileAliases(definition, entity, context))
  linkLookups(context)
  yield
  linkRollups(context)
  yield
  yield* eachEntity(context, (definition, entity) => linkEntity(definition, entity, context))
  for (const lifecycle of context.lifecycles.values()) {
    const entity = context.entities.get(lifecycle.entity)
    if (entity) entity.lifecycles = [...entity.lifecycles, lifecycle]
  }
  for (const kind of kinds) {
    for (const definition of each(context, kind)) {
      linkReferences(definition, context)
      yield
    }
  }
}

function* compileSources(context: CompileContext): Steps<void> {
  yield* eachEntity(context, (definition, entity) =>
    compileFieldExpressions(definition, entity, context)
  )
  for (const definition of each(context, 'module')) {
    compileActorAttributes(definition, context)
    checkMenu(definition, context)
  }
  for (const definition of each(context, 'lifecycle')) {
    const lifecycle = context.lifecycles.get(definition.key)
    if (lifecycle) linkLifecycle(definition, lifecycle, context)
    yield
  }
}

function* compileFaces(context: CompileContext): Steps<void> {
  for (const definition of each(context, 'form')) {
    const form = compileForm(definition, context)
    if (form) context.forms.set(form.key, form)
    yield
  }
  for (const definition of each(context, 'view')) {
    const view = compileView(definition, context)
    if (view) context.views.set(view.key, view)
    yield
  }
  for (const definition of each(context, 'role')) {
    context.roles.set(definition.key, compileRole(definition, context))
    yield
  }
  for (const definition of each(context, 'locales')) checkLocales(definition, context)
}

function* assemble(
  context: CompileContext,
  dependents: CompiledDependents,
  options: CompileOptions
): Steps<CompiledApplication> {
  for (const entity of context.entities.values()) {
    entity.validatorSchema = validatorSchema(entity, (key) => context.entities.get(key))
    yield
  }
  const manifest = kinds
    .flatMap((kind) => each(context, kind).map(({ key, hash }) => `${kind} ${key} ${hash}`))
    .sort()
  const { modules, dictionaries, entities, lifecycles, forms, views, roles } = context
  return yield* freezeDeeply({
    hash: options.hashOf(manifest.join('\n')),
    language: context.language,
    ...{ modules, dictionaries, entities, lifecycles, forms, views, roles },
    formerEntities: context.formerEntities,
    anchors: context.anchors,
    actorAttributes: context.actorAttributes,
    dependents,
  })
}
