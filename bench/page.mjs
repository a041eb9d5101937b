/** docs/benchmarks.md: one section of it for each command that measures something. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { file } from './file.mjs'

const path = file('docs/benchmarks.md')

/** The text as `npm run format` would leave it: columns of tables in line. */
export const formatted = async (markdown) => format(markdown, { ...(await resolveConfig(path)), parser: 'markdown' })

export const withSection = (page, name, markdown) => {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${open}\n\n${markdown.trim()}\n\n${close}`
  const [start, end] = [page.indexOf(open), page.indexOf(close)]
  return start >= 0 && end > start
    ? page.slice(0, start) + section + page.slice(end + close.length)
    : `${page.trimEnd()}\n\n${section}\n`
}

/** Puts the section in the place of the one of that name, or at the end. The rest of the page stays as it is. */
export const writeSection = async (name, markdown) => {
  const page = existsSync(path) ? readFileSync(path, 'utf8') : '# Benchmarks\n'
  writeFileSync(path, await formatted(withSection(page, name, markdown)))
}
