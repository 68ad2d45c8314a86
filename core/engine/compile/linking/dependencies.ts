import { pointerTo } from '#engine/problems.ts'
import type { CompileContext, Definition } from '../context.ts'

/** Notes for each module which modules its definitions may refer to: itself, and what it depends on, however far. */
export function followDependencies(context: CompileContext): void {
  for (const key of context.modules.keys()) {
    // A set is walked in the order it grows.
    const reached = new Set([key])
    for (const module of reached) dependsOn(module, context).forEach((next) => reached.add(next))
    context.dependencies.set(key, reached)
  }
}

function dependsOn(module: string, context: CompileContext): readonly string[] {
  return context.modules.get(module)?.dependsOn ?? []
}

/** Modules that depend on each other can only be shipped as one; told at each of them. */
export function checkCycle(definition: Definition, context: CompileContext): void {
  dependsOn(definition.key, context).forEach((next, index) => {
    if (!context.dependencies.get(next)?.has(definition.key)) return
    const circle = [definition.key, ...wayTo(definition.key, next, context)]
    context.problems.report(definition, {
      code: 'E_DEFINITION_CYCLE',
      pointer: pointerTo('', 'dependsOn', index),
      message: `模块互相依赖：${circle.join(' → ')}`,
      fix: '去掉其中一个依赖；分不开的定义放进同一个模块',
    })
  })
}

/** The shortest way along `dependsOn` from one module to another that it reaches. */
function wayTo(goal: string, from: string, context: CompileContext): string[] {
  const cameFrom = new Map<string, string | null>([[from, null]])
  for (const module of cameFrom.keys()) {
    if (module === goal) break
    for (const next of dependsOn(module, context)) {
      if (!cameFrom.has(next)) cameFrom.set(next, module)
    }
  }
  const way: string[] = []
  for (let at: string | null = goal; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at)
  return way
}

/** Whether definitions of a module may refer to another; one without `module.json` declares nothing. */
export function mayReferTo(from: string, module: string, context: CompileContext): boolean {
  const allowed = context.dependencies.get(from)
  return !allowed || allowed.has(module) || !context.modules.has(module)
}

/** Reports a reference into a module that the definition's own module does not depend on. */
export function checkDependency(
  definition: Definition,
  pointer: string,
  module: string,
  context: CompileContext
): void {
  if (mayReferTo(definition.module, module, context)) return
  context.problems.report(definition, {
    code: 'E_DEFINITION_DEPENDENCY',
    pointer,
    message: `引用了模块“${module}”的定义，而模块“${definition.module}”没有声明依赖它`,
    fix: `在模块“${definition.module}”的 module.json 的 dependsOn 中加上“${module}”`,
    params: { module: definition.module, needs: module },
  })
}
