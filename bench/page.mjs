/** docs/benchmarks.md: each benchmark writes a section of it, between two comments with its name. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url))

/** Replaces the section, or adds it at the end. */
export const writeSection = (name, markdown) => {
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n'
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${begin}\n\n${markdown.trim()}\n\n${end}`
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  const written =
    from < 0 || to < from
      ? `${text.trimEnd()}\n\n${section}\n`
      : text.slice(0, from) + section + text.slice(to + end.length)
  writeFileSync(page, written)
}
