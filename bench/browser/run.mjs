/**
 * `npm run bench:browser -- [NAME...] [--rounds N] [--messages N] [--write]`: streams into a page of Chromium.
 *
 * NAME picks contenders whose name contains it. `--write` writes the section `browser` of docs/benchmarks.md, which is
 * of all of them.
 */
import { start } from '../http/asking.mjs'
import { shuffled } from '../measure.mjs'
import { fail, picked, readOptions } from '../options.mjs'
import { formatted, writeSection } from '../page.mjs'
import { baseline, contenders } from './contenders.mjs'
import { sumOf } from './message.mjs'
import { launch, receive } from './page.mjs'
import { report, section } from './report.mjs'

const { names, write, settings } = readOptions('bench:browser', { rounds: 5, messages: 20_000 }, { writes: true })
const { rounds, messages } = settings
const chosen = picked('bench:browser', 'contender', names, Object.keys(contenders))
const measured = [...new Set([baseline, ...chosen])]

const measure = async (browser, name, messages) => {
  const server = start('../browser/server.mjs')
  try {
    const port = await server.ask('listen', name, messages)
    const result = await receive(browser, port, contenders[name].listen, messages)
    if (result.sum !== sumOf(messages) || result.more !== 0) throw new Error(`${name}: other messages than were sent`)
    return result
  } finally {
    server.stop()
  }
}

const run = async () => {
  const browser = await launch()
  try {
    const results = Object.fromEntries(measured.map((name) => [name, []]))
    for (let round = 0; round <= rounds; round++) {
      console.error(round === 0 ? 'to warm up …' : `round ${round} of ${rounds} …`)
      for (const name of shuffled(measured)) {
        const result = await measure(browser, name, round === 0 ? Math.ceil(messages / 10) : messages)
        if (round > 0) results[name].push(result)
      }
    }
    const text = report(results, messages)
    console.log(`\n${await formatted(text)}`)
    if (write) await writeSection('browser', section(text, rounds, browser.version()))
  } finally {
    await browser.close()
  }
}

await run().catch((error) => fail('bench:browser', error.message.split('\nBrowser logs:', 1)[0]))
