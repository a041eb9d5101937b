import * as assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import * as ts from 'typescript'

/** A piece of code that the documentation shows. */
export interface Example {
  /** file and line of where it begins */
  readonly at: string
  readonly code: string
  /** what it needs beyond Node: what is for a page runs in test/browser/examples.test.ts, what needs a Redis in test/redis */
  readonly needs: 'nothing' | 'a browser' | 'Redis'
}

const root = join(__dirname, '../..')

const filesBelow = (folder: string, ending: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(root, file).startsWith(join('docs', 'api')))
    .sort()

const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length

/** what stands under `@example` in doc comments, up to the next tag or the end of the comment */
const inComments = (file: string): typeof found => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^[ ]*\* @example\n((?:[ ]*\*(?!\/)(?! @\w).*\n)+)/gm)].map((match) => ({
    at: `${relative(root, file)}:${String(lineAt(text, match.index))}`,
    code: (match[1] as string).replace(/^[ ]*\* ?/gm, '')
  }))
}

/** fences marked `ts` */
const inMarkdown = (file: string): typeof found => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    at: `${relative(root, file)}:${String(lineAt(text, match.index))}`,
    code: match[1] as string
  }))
}

const found: ReadonlyArray<Omit<Example, 'needs'>> = [
  ...filesBelow('src', '.ts').flatMap(inComments),
  ...[join(root, 'README.md'), ...filesBelow('docs', '.md')].flatMap(inMarkdown)
]

const needsOf = (code: string): Example['needs'] =>
  code.includes("from 'fp-ts-iteratee/client'") ? 'a browser' : code.includes("from 'ioredis'") ? 'Redis' : 'nothing'

export const examples: ReadonlyArray<Example> = found.map((example) => ({
  ...example,
  needs: needsOf(example.code)
}))

/** A module of its own; `assert` is there, and `await` may be used. */
export const asModule = ({ code }: Example): string => {
  const isImport = (line: string): boolean => /^import\b/.test(line)
  const lines = code.split('\n')
  const imports = lines.filter(isImport)
  const rest = lines.map((line) => (isImport(line) ? '' : line))
  return `import assert from 'node:assert/strict';${imports.join(';')};export const example = async () => {${rest.join('\n')}\n};void assert`
}

/** Runs one that needs no browser. */
export const runExample = async (example: Example): Promise<void> => {
  const { outputText } = ts.transpileModule(asModule(example), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true }
  })
  const module: { example?: () => Promise<void> } = {}
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the documentation's own code
  new Function('exports', 'require', outputText)(module, require)
  assert.ok(module.example)
  await module.example()
}
