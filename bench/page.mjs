/** docs/benchmarks.md, of which each benchmark writes a section of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const page = new URL('../docs/benchmarks.md', import.meta.url)

/** Puts Markdown between `<!-- NAME -->` and `<!-- /NAME -->`, which follow the rest where they are not there yet. */
export const writeSection = (name, markdown) => {
  const [opening, closing] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const section = `${opening}\n\n${markdown.trim()}\n\n${closing}`
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '# Benchmarks\n'
  const [from, to] = [text.indexOf(opening), text.indexOf(closing)]
  const written =
    from === -1 || to < from
      ? `${text.trimEnd()}\n\n${section}\n`
      : text.slice(0, from) + section + text.slice(to + closing.length)
  writeFileSync(page, written)
}
