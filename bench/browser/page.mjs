/** A page of its own in Chromium for each time that something is measured. */
import { buildSync } from 'esbuild'
import { chromium } from 'playwright-core'
import { file } from '../file.mjs'

const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium'

export const launch = async () => {
  try {
    return await chromium.launch({ executablePath, args: ['--headless=new', '--no-sandbox', '--disable-gpu'] })
  } catch (error) {
    throw new Error(`Chromium does not start; CHROMIUM_PATH says which one is meant\n${error.message}`, {
      cause: error
    })
  }
}

const client = buildSync({
  entryPoints: [file('dist/esm/client/index.js')],
  bundle: true,
  format: 'iife',
  globalName: 'client',
  write: false
}).outputFiles[0].text

/** Resolves in the page with what it was like when the last message had come. */
const measuring = (listen, count) => `${client}
  new Promise((resolve) => {
    let left = ${count}, sum = 0, first = 0, stream
    const began = performance.now()
    const nodes = () => {
      const document = stream.frame?.().contentDocument
      const walker = document?.createNodeIterator(document)
      let n = 0
      while (walker?.nextNode()) n++
      return n
    }
    const done = () => {
      const ms = performance.now() - began
      // the script that has called must have ended
      setTimeout(() => {
        const kept = nodes()
        stream.stop()
        resolve({ ms, first, sum, nodes: kept, more: -left })
      })
    }
    const received = ({ n }) => {
      first ||= performance.now() - began
      sum += n
      if (--left === 0) done()
    }
    stream = (() => { ${listen} })()
  })`

/** `ms` from asking to the last message. */
export const receive = async (browser, port, listen, count) => {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' })
    return await page.evaluate(measuring(listen, count))
  } finally {
    await context.close()
  }
}
