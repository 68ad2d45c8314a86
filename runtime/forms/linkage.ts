import { compileExpression, isFalse, isTrue, toValue } from '#engine/expressions/index.ts'
import { formScope } from './form_scope.ts'
import type {
  CompiledExpression,
  EvaluationContext,
  ExpressionScope,
} from '#engine/expressions/index.ts'
import type {
  Linkage,
  RuntimeField,
  RuntimeForm,
  RuntimeNode,
} from '#engine/presentation/shapes.ts'
import type { Value } from '#engine/values.ts'

/** A condition of the form: met only by TRUE. */
export type Condition = (context: EvaluationContext) => boolean
/** A computed value, at the scale of its field. */
export type Computation = (context: EvaluationContext) => Value
/** The message of a check that fails, null when it holds. */
export type Check = (context: EvaluationContext) => string | null

/** What a form's expressions say about one field. Null: nothing. */
export interface FieldLinkage {
  visible: Condition | null
  readonly: Condition | null
  required: Condition | null
  /** `x-value` of the form, or the field's own formula. */
  value: Computation | null
  check: Check | null
  /** Default of a new record. */
  initial: Computation | null
}

export interface FormLinkage {
  fields: ReadonlyMap<string, FieldLinkage>
  /** `visible` of the layout nodes, by id. */
  layouts: ReadonlyMap<string, Condition>
  /** What the expressions of the rows say, by sub-table and field of its rows. */
  rows: ReadonlyMap<string, ReadonlyMap<string, FieldLinkage>>
  /** Names of the record that the rows of a sub-table read: they are computed anew when one changes. */
  readsParent: ReadonlyMap<string, readonly string[]>
  /** Fields of related records that expressions read, by relation field. */
  related: ReadonlyMap<string, readonly string[]>
  /** Expressions that could not be understood here; they have no effect, the server decides. */
  ignored: readonly string[]
}

type FieldNode = Extract<RuntimeNode, { kind: 'field' }>

/**
 * Compiles the expressions of a form with the engine of the server. They become functions; no text
 * of a definition is ever run as a program.
 */
export function compileLinkage(form: RuntimeForm): FormLinkage {
  const compiler = linkageCompiler(form.fields)
  const nodes = [...nodesOf(form.nodes)]
  const fieldNodes = new Map(
    nodes.flatMap((node): [string, FieldNode][] =>
      node.kind === 'field' ? [[node.field, node]] : []
    )
  )
  const layouts = nodes.flatMap((node): [string, Condition][] => {
    const visible = node.kind === 'layout' ? compiler.condition(node.visible) : null
    return node.kind === 'layout' && visible ? [[node.id, visible]] : []
  })
  const fields = form.fields.map((field): [string, FieldLinkage] => [
    field.key,
    compiler.field(field, fieldNodes.get(field.key) ?? null),
  ])
  const rows = new Map<string, ReadonlyMap<string, FieldLinkage>>()
  const readsParent = new Map<string, string[]>()
  for (const field of form.fields) {
    if (!field.childFields) continue
    const shared = { names: new Set<string>(), ignored: compiler.ignored }
    const inner = linkageCompiler(field.childFields, form.fields, shared)
    rows.set(
      field.key,
      new Map(field.childFields.map((each) => [each.key, inner.field(each, null)]))
    )
    for (const name of shared.names) compiler.names.add(name)
    const outer = [...shared.names].filter((name) => name.startsWith('parent.'))
    readsParent.set(
      field.key,
      outer.map((name) => name.slice('parent.'.length))
    )
  }
  return {
    fields: new Map(fields),
    layouts: new Map(layouts),
    rows,
    readsParent,
    related: relatedFields(form.fields, compiler.names),
    ignored: compiler.ignored,
  }
}

/** Every node of a form, outer ones first. */
export function* nodesOf(nodes: readonly RuntimeNode[]): Generator<RuntimeNode> {
  for (const node of nodes) {
    yield node
    if (node.kind === 'layout') yield* nodesOf(node.nodes)
  }
}

interface LinkageCompiler {
  condition(linkage: Linkage): Condition | null
  field(field: RuntimeField, node: FieldNode | null): FieldLinkage
  names: Set<string>
  ignored: string[]
}

function linkageCompiler(
  fields: readonly RuntimeField[],
  parent: readonly RuntimeField[] | null = null,
  shared: { names: Set<string>; ignored: string[] } = { names: new Set(), ignored: [] }
): LinkageCompiler {
  const scope = formScope(fields, parent)
  const compile = (source: string | null | undefined) => compileIn(scope, source, shared)
  const condition = (linkage: Linkage): Condition | null => {
    if (typeof linkage === 'boolean') return () => linkage
    const expression = compile(linkage)
    return expression && ((context) => isTrue(expression.evaluate(context)))
  }
  const computation = (field: RuntimeField, source: string | null | undefined) => {
    const expression = compile(source)
    return expression && computationOf(field, expression)
  }
  return {
    ...shared,
    condition,
    field: (field, node) => ({
      visible: node ? condition(node.visible) : null,
      readonly: node ? condition(node.readonly) : null,
      required: node ? condition(node.required) : null,
      value: computation(field, node?.value ?? field.formula),
      check: checkOf(compile(field.check?.expression), field.check?.message ?? ''),
      initial: computation(field, field.defaultExpression),
    }),
  }
}

function compileIn(
  scope: ExpressionScope,
  source: string | null | undefined,
  shared: { names: Set<string>; ignored: string[] }
): CompiledExpression | null {
  if (!source) return null
  const { expression } = compileExpression(source, scope)
  if (expression) expression.dependencies.forEach((name) => shared.names.add(name))
  else shared.ignored.push(source)
  return expression
}

function computationOf(field: RuntimeField, expression: CompiledExpression): Computation {
  const scale = field.valueType === 'integer' ? null : undefined
  const isDecimal = field.valueType === 'decimal' || field.valueType === 'money'
  return (context) => toValue(expression.evaluate(context), isDecimal ? field.scale : scale)
}

function checkOf(expression: CompiledExpression | null, message: string): Check | null {
  return expression && ((context) => (isFalse(expression.evaluate(context)) ? message : null))
}

/** `customer.name` and `parent.customer.name` -> customer needs name. */
function relatedFields(fields: readonly RuntimeField[], names: Iterable<string>) {
  const found = new Map<string, string[]>()
  for (const name of names) {
    const [first = '', ...rest] = name.replace(/^(old|parent)\./, '').split('.')
    const field = fields.find((each) => each.key === first)
    if (!field?.target || rest.length === 0) continue
    found.set(first, [...new Set([...(found.get(first) ?? []), rest.join('.')])])
  }
  return found
}
