/** Whether what a page shows can be read. */
import type { Page } from 'playwright-core'

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** The lowest contrast, as WCAG defines it, of the text of these elements to what is behind it. */
export const lowestContrast = async (page: Page, selector: string): Promise<number> => {
  const contrasts = await page.evaluate((selector) => {
    const luminance = (color: string): number => {
      const [r, g, b] = color.match(/[\d.]+/g)!.map((c) => {
        const x = Number(c) / 255
        return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
    }
    const ground = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element)
      return backgroundColor === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement!) : backgroundColor
    }
    return [...document.querySelectorAll(selector)].map((element) => {
      const [a, b] = [getComputedStyle(element).color, ground(element)].map(luminance)
      return (Math.max(a!, b!) + 0.05) / (Math.min(a!, b!) + 0.05)
    })
  }, selector)
  if (contrasts.length === 0) throw new Error(`there is no ${selector}`)
  return Math.min(...contrasts)
}
