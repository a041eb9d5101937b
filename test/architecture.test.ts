import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const root = join(__dirname, '..')

interface Violation {
  readonly rule: { readonly name: string }
  readonly from: string
  readonly to: string
  readonly cycle?: ReadonlyArray<{ readonly name: string }>
}

interface Plant {
  readonly rule: string
  readonly file: string
  readonly text: string
}

const depcruise = (folder: string, ...options: string[]): ReadonlyArray<Violation> => {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--output-type', 'json', ...options, 'src'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8
  })
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { summary: { violations: ReadonlyArray<Violation> } }).summary.violations
}

/** Without Step too: the one cycle that is allowed could hide another one behind it. */
const violations = (folder: string): ReadonlyArray<Violation> => [
  ...depcruise(folder),
  ...depcruise(folder, '--exclude', '^src/Step[.]ts$')
]

const json = <A>(file: string): A => JSON.parse(readFileSync(join(root, file), 'utf8')) as A

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts')
)

describe('layers', () => {
  test('src has no violation', () => {
    expect(violations(root)).toEqual([])
  })

  describe('each rule fires on a planted violation', () => {
    const plants: ReadonlyArray<Plant> = [
      { rule: 'data-imports-only-down', file: 'Input.ts', text: "import './kernel/planted.js'" },
      { rule: 'input-imports-nothing', file: 'Input.ts', text: "import type {} from './Step.js'" },
      { rule: 'step-imports-only-down', file: 'Step.ts', text: "import type {} from './kernel/planted.js'" },
      { rule: 'step-names-iteratee-as-a-type', file: 'Step.ts', text: "import './iteratee/model.js'" },
      { rule: 'kernel-imports-only-down', file: 'kernel/planted.ts', text: "import type {} from '../Iteratee.js'" },
      { rule: 'iteratee-imports-only-down', file: 'iteratee/planted.ts', text: "import '../Enumerator.js'" },
      { rule: 'stream-imports-only-down', file: 'enumeratee/planted.ts', text: "import '../push/Html.js'" },
      { rule: 'tools-imports-only-down', file: 'chunk/planted.ts', text: "import '../push/Html.js'" },
      { rule: 'push-imports-only-down', file: 'push/planted.ts', text: "import '../node/index.js'" },
      { rule: 'push-imports-only-down', file: 'push/planted3.ts', text: "import type {} from '../web/index.js'" },
      { rule: 'node-stands-by-itself', file: 'node/planted2.ts', text: "import type {} from '../web/index.js'" },
      { rule: 'redis-stands-by-itself', file: 'redis/planted.ts', text: "import type {} from '../node/index.js'" },
      {
        rule: 'redis-names-ioredis-as-a-type',
        file: 'redis/planted1.ts',
        text: "import { Redis } from 'ioredis'; void Redis"
      },
      { rule: 'redis-imports-only-ioredis', file: 'redis/planted2.ts', text: "import 'rxjs'" },
      { rule: 'web-stands-by-itself', file: 'web/planted.ts', text: "import type {} from '../node/index.js'" },
      { rule: 'iconv-stands-by-itself', file: 'iconv/planted.ts', text: "import type {} from '../node/index.js'" },
      { rule: 'index-is-for-users', file: 'enumerator/planted.ts', text: "import '../index.js'" },
      { rule: 'index-is-platform-free', file: 'index.ts', text: "import './node/index.js'" },
      { rule: 'every-file-has-a-layer', file: 'node/planted.ts', text: "import '../elsewhere/planted.js'" },
      { rule: 'platform-only-in-node', file: 'push/planted1.ts', text: "import 'node:fs'" },
      { rule: 'platform-only-in-node', file: 'web/planted1.ts', text: "import 'node:fs'" },
      { rule: 'core-imports-only-fp-ts', file: 'enumeratee/planted1.ts', text: "import 'io-ts'" },
      { rule: 'decoding-names-io-ts-as-a-type', file: 'enumeratee/decoding.ts', text: "import 'io-ts'" },
      { rule: 'decoding-imports-only-io-ts', file: 'enumeratee/decoding.ts', text: "import 'rxjs'" },
      { rule: 'negotiated-imports-only-negotiator', file: 'node/negotiated.ts', text: "import 'rxjs'" },
      { rule: 'edges-import-only-peers', file: 'node/planted1.ts', text: "import 'rxjs'" },
      { rule: 'edges-import-only-peers', file: 'web/planted2.ts', text: "import 'rxjs'" },
      { rule: 'iconv-imports-only-iconv-lite', file: 'iconv/planted1.ts', text: "import 'rxjs'" },
      { rule: 'iconv-imports-only-iconv-lite', file: 'iconv/planted2.ts', text: "import '../push/Html.js'" },
      { rule: 'client-imports-only-itself', file: 'client/planted.ts', text: "import type {} from '../push/Html.js'" },
      { rule: 'client-imports-only-itself', file: 'client/planted1.ts', text: "import 'fp-ts/lib/Option.js'" },
      { rule: 'client-imports-only-itself', file: 'client/planted2.ts', text: "import 'node:url'" },
      { rule: 'client-is-for-pages', file: 'node/planted2.ts', text: "import type {} from '../client/planted.js'" },
      { rule: 'laws-are-for-tests', file: 'push/planted2.ts', text: "import type {} from '../laws/planted.js'" },
      { rule: 'laws-are-platform-free', file: 'laws/planted.ts', text: "import '../node/index.js'" },
      { rule: 'laws-import-only-fast-check', file: 'laws/planted1.ts', text: "import 'io-ts'" },
      { rule: 'no-cycle', file: 'kernel/runtime1.ts', text: "import './runtime2.js'" },
      { rule: 'no-cycle', file: 'kernel/runtime2.ts', text: "import './runtime1.js'" },
      { rule: 'no-cycle', file: 'enumerator/types1.ts', text: "import type {} from './types2.js'" },
      { rule: 'no-cycle', file: 'enumerator/types2.ts', text: "import type {} from './types1.js'" },
      {
        rule: 'no-cycle',
        file: 'iteratee/hidden.ts',
        text: "import type {} from '../Step.js'\nimport '../Iteratee.js'"
      },
      { rule: 'no-cycle', file: 'Iteratee.ts', text: "import './iteratee/hidden.js'" }
    ]
    let folder: string
    let found: ReadonlyArray<Violation>

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'layers-'))
      for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
        cpSync(join(root, name), join(folder, name), { recursive: true })
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
      const plant = (file: string, text: string): void => {
        const path = join(folder, 'src', file)
        mkdirSync(dirname(path), { recursive: true })
        writeFileSync(path, `${text}\n`, { flag: 'a' })
      }
      plant('elsewhere/planted.ts', 'export {}')
      for (const { file, text } of plants) plant(file, text)
      found = violations(folder)
    })

    afterAll(() => {
      rmSync(folder, { recursive: true, force: true })
    })

    test.each(plants)('$rule: $file', ({ rule, file }) => {
      const where = found
        .filter((violation) => violation.rule.name === rule)
        .flatMap(({ from, cycle = [] }) => [from, ...cycle.map(({ name }) => name)])
      expect(where).toContain(`src/${file}`)
    })

    test('no rule is without a plant', () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      const { forbidden } = require('../.dependency-cruiser.cjs') as { forbidden: ReadonlyArray<{ name: string }> }
      expect([...new Set(plants.map(({ rule }) => rule))].sort()).toEqual(forbidden.map(({ name }) => name).sort())
    })

    test('what the peers are imported for is no violation', () => {
      expect(found.filter(({ rule, to }) => rule.name.includes('import-only') && /fp-ts|fast-check/.test(to))).toEqual(
        []
      )
    })
  })
})

describe('files', () => {
  test.each(sources)('%s can be read at one sitting', (file) => {
    expect(readFileSync(join(root, 'src', file), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(400)
    expect(basename(file, '.ts').toLowerCase()).not.toMatch(/^(utils?|helpers?|misc)$/)
  })
})

describe('public modules', () => {
  interface Package {
    readonly name: string
    readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>
  }

  const manifest = json<Package>('package.json')
  const modules = Object.entries(manifest.exports).flatMap(([subpath, entry]) =>
    typeof entry === 'string'
      ? []
      : [[manifest.name + subpath.slice(1), entry.import.default.replace(/^[.]\/dist\/esm\/(.*)[.]js$/, 'src/$1.ts')]]
  )

  test('are all sources of their own', () => {
    const files = modules.map(([, file]) => file)
    expect(files.filter((file) => !sources.map((name) => join('src', name)).includes(file!))).toEqual([])
  })

  test('are the same for users, for tests and in the documentation', () => {
    const { paths } = json<{ compilerOptions: { paths: Record<string, [string]> } }>(
      'tsconfig.test.json'
    ).compilerOptions
    expect(Object.entries(paths).map(([name, [file]]) => [name, file.replace('./', '')])).toEqual(modules)
    expect(json<{ entryPoints: ReadonlyArray<string> }>('typedoc.json').entryPoints).toEqual(
      modules.map(([, file]) => file)
    )
  })
})
