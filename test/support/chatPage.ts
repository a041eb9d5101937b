/** The page of the chat in a browser. */
import type { Page } from 'playwright-core'
import { openPage } from './browser'

export interface ChatPage {
  readonly page: Page
  /** errors on the page's console, uncaught ones, and violations of its policy; not that nothing answers for a while */
  readonly complaints: ReadonlyArray<string>
  /** Types it and sends it; resolves when it has been sent, or when the page shows why not. */
  readonly say: (who: string, text: string) => Promise<void>
  /** Resolves when so many rows are shown. */
  readonly until: (rows: number) => Promise<void>
  readonly isIn: (state: 'connecting' | 'live') => Promise<unknown>
  /** what stands in each row: who and what, or a note */
  readonly rows: () => Promise<ReadonlyArray<string>>
}

export const firstNote = 'what was said before is not kept'

export const chatPage = async (url: string): Promise<ChatPage> => {
  const page = await openPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    const isExpected = message.text().includes('net::ERR_')
    if (['error', 'warning'].includes(message.type()) && !isExpected) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`${violatedDirective} ${blockedURI}`)
    })
  })
  await page.goto(url)
  const isIn: ChatPage['isIn'] = (state) => page.waitForSelector(`#state[data-state="${state}"]`)
  await isIn('live')
  return {
    page,
    complaints,
    isIn,
    say: async (who, text) => {
      // set as they are: typing would lose what no keyboard has
      await page.evaluate(
        ([who, text]) => {
          document.querySelector<HTMLInputElement>('#who')!.value = who
          document.querySelector<HTMLInputElement>('#text')!.value = text
        },
        [who, text] as const
      )
      await page.click('#form button')
      await page.waitForSelector('#form button:enabled')
    },
    until: async (rows) => {
      await page.waitForFunction((rows) => document.querySelectorAll('#log > *').length >= rows, rows)
    },
    rows: () =>
      page.evaluate(() =>
        [...document.querySelectorAll('#log > *')].map((row) =>
          row.className === 'note'
            ? row.textContent
            : `${row.querySelector('.who')!.textContent}: ${row.querySelector('.text')!.textContent}`
        )
      )
  }
}
