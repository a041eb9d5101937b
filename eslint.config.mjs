import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

const fpTs = [
  {
    regex: '^fp-ts($|/(?!lib/[A-Za-z]+\\.js$|HKT$))',
    message: "Import fp-ts/lib/X.js: under Node's ESM the other paths fail to load."
  },
  { regex: '^fp-ts/HKT$', allowTypeImports: true, message: 'fp-ts/HKT has types only: use `import type`.' },
  {
    regex: '^io-ts/(?!lib/[A-Za-z]+\\.js$)',
    message: "Import io-ts or io-ts/lib/X.js: under Node's ESM the other paths fail to load."
  }
]

export default defineConfig(
  { ignores: ['dist/**', 'coverage/**', 'reports/**', 'docs/api/**', 'types/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.test.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
        {
          selector: 'ImportExpression[source.value=/^fp-ts($|.(?!lib.[A-Za-z]+[.]js$))/]',
          message: 'Import fp-ts/lib/X.js.'
        }
      ],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: fpTs }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      // a type import written inline keeps an import of the module at run time
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' }
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // what a user threw is handed on as that very object
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // `ignore<E>(): Iteratee<E, void>` names its parameter once, and must
      '@typescript-eslint/no-unnecessary-type-parameters': 'off'
    }
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...fpTs,
            { regex: '^\\.\\.?(/\\.\\.)*/index\\.js$', message: 'index.ts is for users: import the module itself.' },
            { regex: '^fp-ts-iteratee', message: 'Import the module by its relative path.' }
          ]
        }
      ]
    }
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']))
    }
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' }
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' }
  }
)
