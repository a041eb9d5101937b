/** Chromium, one for all tests of a file. */
import { type Browser, chromium, type Page } from 'playwright-core'

let browser: Browser | undefined

export const launch = (): Promise<void> => launchWith()

/** With the back/forward cache, which Playwright turns off. */
export const launchCaching = (): Promise<void> => launchWith(['--disable-back-forward-cache'])

const launchWith = async (ignoreDefaultArgs: string[] = []): Promise<void> => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    ignoreDefaultArgs,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  })
}

export const closeBrowser = async (): Promise<void> => {
  await browser?.close()
}

export const openPage = async (): Promise<Page> => {
  if (browser === undefined) throw new Error('no browser was launched')
  return (await browser.newContext()).newPage()
}

export const closePages = async (): Promise<void> => {
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()))
}
