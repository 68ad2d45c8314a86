import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

// Patterns are linear by compile's law; should one slip through (written into the database by
// hand), V8 leaves backtracking for its linear engine instead of blocking the process for minutes.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')

/** One fault as AJV's generated code tells it. */
export interface SchemaError {
  instancePath: string
  schemaPath: string
  keyword: string
  params: Record<string, unknown>
  /** Of meta-schemas only: the name of a member that itself is wrong, and the schema that says so. */
  propertyName?: string
  schema?: unknown
  parentSchema?: object
}

/** A validate function made of generated text: every fault of one value, none when it is valid. */
export type Validator = (value: unknown) => readonly SchemaError[]

/**
 * Turns validator text into a function: the one place where text becomes code. Its input is only
 * what validators.ts made, kept in `compiled_code`; never hand it anything else.
 */
export function loadValidator(text: string, name: string): Validator {
  const script = new Script(text, { filename: `validator-${name}.js` })
  const validate = script.runInThisContext() as { (value: unknown): boolean; errors: SchemaError[] }
  return (value) => (validate(value) ? [] : validate.errors)
}
