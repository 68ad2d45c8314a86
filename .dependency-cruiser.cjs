/** The arrows of docs/architecture.md; tests/architecture.spec.ts runs this. */
const rooms = [
  ...[
    'storage',
    'definitions',
    'jobs',
    'records',
    'files',
    'identity',
    'preferences',
    'http',
    'realtime',
  ],
]
/** Rooms of the server form a line: a lower one never imports a higher one. */
const line = rooms.map((room, i) => ({
  name: `line-${room}`,
  comment: `core/${room} must not import rooms above it`,
  severity: 'error',
  from: { path: `^core/${room}/`, pathNot: '/tests/' },
  to: {
    path: `^core/(${[...rooms.slice(i + 1), 'start', 'providers', 'commands', 'bin'].join('|')})/`,
  },
}))
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'schemas-import-nothing',
      severity: 'error',
      from: { path: '^schemas/', pathNot: '/tests/|^schemas/generate' },
      to: { pathNot: '^schemas/' },
    },
    {
      name: 'engine-is-pure',
      comment: 'the engine runs in the browser: schemas, decimal.js and json-rules-engine only',
      severity: 'error',
      from: { path: '^core/engine/', pathNot: '/tests/' },
      to: { pathNot: '^(core/engine/|schemas/|node_modules/(decimal\\.js|json-rules-engine)/)' },
    },
    ...line,
    {
      name: 'runtime-knows-engine-only',
      severity: 'error',
      from: { path: '^(runtime|designer)/', pathNot: '/tests/' },
      to: { path: '^core/', pathNot: '^core/engine/' },
    },
    {
      name: 'runtime-never-designer',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^designer/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '(^|/)tests/|^bench/' },
      to: { path: '(^|/)tests/' },
    },
    {
      name: 'ajv-in-one-place',
      severity: 'error',
      from: { pathNot: '/tests/|^core/definitions/registry/(validators|compile_worker)' },
      to: { path: 'node_modules/ajv', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'plugins-by-sdk',
      severity: 'error',
      from: { path: '^plugins/' },
      to: { path: '^core/', pathNot: '^core/plugin_sdk/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(core/public|data|\\.cache)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
