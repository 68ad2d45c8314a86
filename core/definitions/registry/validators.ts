/**
 * JSON Schema -> standalone validator text. The only file that knows AJV (architecture.md law 3):
 * it never sees an author's schema, only the closed one the compiler projects from an entity, and
 * our own meta-schemas. Runs in the worker of compile_validators.ts; in a test, in the process.
 *
 * The text is one JavaScript expression whose value is the validate function, self-contained, with
 * every string of the schema inside a string literal: `vm.Script` evaluates it on the server, and
 * `export default <text>` is a module for the browser.
 */
import { createRequire } from 'node:module'
import type { Ajv2020, Options } from 'ajv/dist/2020.js'
import type standalone from 'ajv/dist/standalone/index.js'

/** Part of every hash of generated text; rises when the text for the same schema would change. */
export const generator = 'ajv 8.20.0, 1'

/** What to compile: an entity's projection, or one of our meta-schemas. */
export interface ValidatorSource {
  schema: object
  /** Our own meta-schemas carry words AJV does not know; an entity's projection may not. */
  words: 'closed' | 'open'
}

const options: Options = {
  allErrors: true,
  strictTypes: false,
  strictRequired: false,
  strictTuples: false,
  // Values are checked, never our schemas against JSON Schema's: a test of schemas/ does that once.
  meta: false,
  validateSchema: false,
  addUsedSchema: false,
  // FieldType.parse decides what a date is.
  validateFormats: false,
  // Without `u` V8 can finish a backtracking match in linear time (load_validator.ts).
  unicodeRegExp: false,
  messages: false,
  // AJV prints the whole generated function when compiling fails.
  logger: false,
  ownProperties: true,
  code: { source: true, optimize: 1 },
}

/**
 * Text of the validator for one schema.
 *
 * @throws Error for a schema AJV cannot compile: an unknown keyword, a reference outside
 */
export function validatorText(source: ValidatorSource): string {
  const { Ajv, toText } = loadAjv()
  const isOpen = source.words === 'open'
  // Verbose errors hold the part of the meta-schema that was violated: its code and its advice.
  const ajv = new Ajv({ ...options, strict: !isOpen, verbose: isOpen })
  return selfContained(toText(ajv, ajv.compile(source.schema)))
}

// AJV takes 100 ms to load: only whoever compiles pays it.
function loadAjv(): { Ajv: typeof Ajv2020; toText: typeof standalone.default } {
  const require = createRequire(import.meta.url)
  return {
    Ajv: require('ajv/dist/2020.js').Ajv2020,
    toText: require('ajv/dist/standalone/index.js').default,
  }
}

/** Wraps the CommonJS text AJV makes; the two functions it may require are given here. */
function selfContained(text: string): string {
  return `(() => {
"use strict";
const module = { exports: {} };
const ucs2length = (text) => { let n = 0; for (const _ of text) n++; return n; };
const equal = (a, b) => a === b || (a !== null && b !== null && typeof a === "object" &&
  typeof b === "object" && Array.isArray(a) === Array.isArray(b) &&
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((key) => Object.hasOwn(b, key) && equal(a[key], b[key])));
const known = new Map([
  ["ajv/dist/runtime/ucs2length", { default: ucs2length }],
  ["ajv/dist/runtime/equal", { default: equal }],
]);
const require = (name) => known.get(name);
${text}
return module.exports;
})()
`
}
