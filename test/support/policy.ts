/** Whether a page's content security policy is at work. */
import type { Page } from 'playwright-core'

/** Adds a script and a style without a nonce: a strict policy runs neither, and the page complains. */
export const addWithoutNonce = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "run"'
    const style = document.createElement('style')
    document.body.append(script, style)
  })
