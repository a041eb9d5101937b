/** The page of the chat in a real Chromium, and one process. */
import { closeBrowser, closePages, launchCaching } from '../support/browser'
import { type Chat, chat, chatProgram, closeListeners, listening, portOf, say } from '../support/chat'
import { chatPage, firstNote } from '../support/chatPage'
import { built } from '../support/demo'
import { hostileStrings } from '../support/hostile'
import { addWithoutNonce } from '../support/policy'
import { closePrograms } from '../support/program'
import { lowestContrast, overflow } from '../support/readable'

jest.setTimeout(90_000)

let server: Chat

beforeAll(async () => {
  await built()
  await launchCaching()
}, 120_000)

afterAll(closeBrowser)

beforeEach(async () => {
  server = await chat()
})

afterEach(async () => {
  await closePages()
  await closeListeners()
  await closePrograms()
})

const byComet = '[value=comet]'

test('what is said in a room is shown in all pages that are there, by either transport', async () => {
  const [one, two] = [await chatPage(server.url), await chatPage(server.url)]
  await two.page.check(byComet)
  await two.isIn('live')
  await one.say('kiki', 'hello')
  await two.until(2)
  await two.say('foo', 'hello kiki')
  await two.page.click('#rooms a:nth-child(2)')
  await two.isIn('live')
  await two.say('foo', 'elsewhere')
  await Promise.all([one.until(3), two.until(2)])
  expect(await one.rows()).toEqual([firstNote, 'kiki: hello', 'foo: hello kiki'])
  expect(await two.rows()).toEqual([firstNote, 'foo: elsewhere'])
  expect(await two.page.textContent('h2')).toBe('fp-ts')
  expect([one, two].flatMap(({ complaints }) => complaints)).toEqual([])
})

test('from one transport to the other and back: nothing is missing, and nothing comes twice', async () => {
  const { page, rows, until, complaints } = await chatPage(server.url)
  for (const [i, transport] of ['comet', 'sse', 'comet', 'sse'].entries()) {
    await say(server.url, 'kiki', String(i))
    await page.check(`[value=${transport}]`)
  }
  await say(server.url, 'kiki', 'last')
  await until(6)
  expect(await rows()).toEqual([firstNote, 'kiki: 0', 'kiki: 1', 'kiki: 2', 'kiki: 3', 'kiki: last'])
  expect(complaints).toEqual([])
})

test.each(['sse', 'comet'])('%s: what looks like markup or code is shown as the text that it is', async (transport) => {
  const { page, rows, until, complaints, say: type } = await chatPage(server.url)
  await page.check(`[value=${transport}]`)
  const canary = `document.title = 'run'`
  const texts = [
    `<img src=x onerror="${canary}">`,
    ...hostileStrings.filter((text) => text.trim() !== '' && text.length < 1000).slice(0, 120)
  ]
  // an input has one line; the rest comes from elsewhere
  const ofOneLine = texts.filter((text) => !/[\r\n]/.test(text))
  // typed once: that is the same however it comes back
  for (const text of ofOneLine) await (transport === 'sse' ? type('<b>', text) : say(server.url, '<b>', text))
  const heard = listening({ urls: [server.url], read: ({ text }) => text })
  await until(ofOneLine.length + 1)
  await heard.until(ofOneLine.length + 1)
  // a string with lone surrogates would not come out of the browser as it is
  const wellFormed = (text: string): string => Buffer.from(text).toString()
  expect((await rows()).map(wellFormed)).toEqual([firstNote, ...ofOneLine.map((text) => `<b>: ${wellFormed(text)}`)])
  const shownAsSent = await page.evaluate(
    (codes) =>
      [...document.querySelectorAll('.said .text')].every(
        (row, i) => String(Array.from(row.textContent, (_, j) => row.textContent.charCodeAt(j))) === codes[i]
      ),
    ofOneLine.map((text) => String(Array.from(text, (_, j) => text.charCodeAt(j))))
  )
  expect(shownAsSent).toBe(true)
  expect(await page.locator('#log .said > *').count()).toBe(4 * ofOneLine.length)
  expect(await page.locator('#log .said > * > *').count()).toBe(0)
  expect(await page.title()).toBe('Chat')
  expect(complaints).toEqual([])
})

test('it keeps to its policy', async () => {
  const { page, complaints } = await chatPage(server.url)
  expect(complaints).toEqual([])
  await addWithoutNonce(page)
  expect(await page.title()).toBe('Chat')
  expect(complaints.length).toBeGreaterThan(0)
})

test.each(['sse', 'comet'])(
  '%s: a server that is started anew knows nothing of before, and that is told',
  async (transport) => {
    const { page, rows, until, isIn, complaints, say } = await chatPage(server.url)
    await page.check(`[value=${transport}]`)
    await isIn('live')
    await say('kiki', 'before')
    await until(2)
    await server.program.signal('SIGTERM')
    await isIn('connecting')
    // what cannot be said is not lost
    await say('kiki', 'after')
    expect(await page.textContent('#problem')).toContain('the server does not answer')
    expect(await page.inputValue('#text')).toBe('after')
    const restarted = chatProgram(['--port', portOf(server.url)])
    expect(await restarted.line()).toBe(server.url)
    await until(3)
    await page.click('#form button')
    await until(4)
    expect(await rows()).toEqual([
      firstNote,
      'kiki: before',
      'something is missing here: it is not kept any more',
      'kiki: after'
    ])
    expect(await page.textContent('#problem')).toBe('')
    expect(complaints).toEqual([])
  }
)

test.each(['sse', 'comet'])('%s: it is left and comes back, and misses nothing', async (transport) => {
  const { page, rows, until, isIn, complaints } = await chatPage(server.url)
  await page.check(`[value=${transport}]`)
  await isIn('live')
  await say(server.url, 'kiki', '1')
  await until(2)
  await page.goto('about:blank')
  await say(server.url, 'kiki', '2')
  await page.goBack({ waitUntil: 'commit' })
  await until(3)
  await say(server.url, 'kiki', '3')
  await until(4)
  expect(await rows()).toEqual([firstNote, 'kiki: 1', 'kiki: 2', 'kiki: 3'])
  expect(complaints).toEqual([])
})

test.each(['light', 'dark'] as const)('it is readable in the %s, and on a small screen', async (colorScheme) => {
  const { page, until, say } = await chatPage(server.url)
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width: 360, height: 640 })
  await say('kiki', 'hello')
  await until(2)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(
    await lowestContrast(page, 'h1, h2, a, label, .state, .said > *, .note, button, footer *')
  ).toBeGreaterThanOrEqual(4.5)
})
