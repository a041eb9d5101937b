import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A piece of code that the documentation shows. */
export interface Example {
  /** file and line of where it begins */
  readonly at: string
  readonly code: string
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
const inComments = (file: string): ReadonlyArray<Example> => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^[ ]*\* @example\n((?:[ ]*\*(?!\/)(?! @\w).*\n)+)/gm)].map((match) => ({
    at: `${relative(root, file)}:${String(lineAt(text, match.index))}`,
    code: (match[1] as string).replace(/^[ ]*\* ?/gm, '')
  }))
}

/** fences marked `ts` */
const inMarkdown = (file: string): ReadonlyArray<Example> => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    at: `${relative(root, file)}:${String(lineAt(text, match.index))}`,
    code: match[1] as string
  }))
}

export const examples: ReadonlyArray<Example> = [
  ...filesBelow('src', '.ts').flatMap(inComments),
  ...[join(root, 'README.md'), ...filesBelow('docs', '.md')].flatMap(inMarkdown)
]
