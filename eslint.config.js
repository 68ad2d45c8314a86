import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: ['node_modules/', 'core/public/', 'data/', '.cache/'],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-params': ['error', { max: 5 }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'eqeqeq': ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'ajv', message: 'only core/definitions/registry/validators.ts' }] },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['{runtime,designer}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['tests/browser/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name="assert"] AwaitExpression CallExpression[callee.property.name=/^(allInnerTexts|allTextContents|getAttribute|innerText|inputValue|is[A-Z].*|textContent)$/]',
          message: 'a page shows a change some frames later: becomes() reads until it does',
        },
        {
          selector:
            'CallExpression[callee.object.name="assert"]:not([arguments.1.value=0]) AwaitExpression CallExpression[callee.property.name="count"]',
          message: 'what is counted comes some frames later: becomes() counts until it is there',
        },
      ],
    },
  },
  // Generated files are as long as what they are made from.
  { files: ['schemas/types/**', '**/*.generated.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.spec.ts', '**/*.mjs', '**/*.cjs'],
    rules: { 'max-lines': ['error', { max: 500 }], 'no-restricted-imports': 'off' },
  }
)
