/** Forms that real clients post to the program in examples/upload, and files that it writes. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { built, eventually, folder } from '../support/demo'
import { written } from '../support/forms'
import { closePrograms, Program } from '../support/program'
import { closeClients, rawClient, request } from '../support/rawClient'

beforeAll(built, 120_000)

const maxBytes = 3_000_000
let program: Program
let url: string
let uploads: ReturnType<typeof folder>
let own: ReturnType<typeof folder>

beforeEach(async () => {
  uploads = folder()
  own = folder()
  const env = { PORT: '0', FOLDER: uploads.file(''), MAX_BYTES: String(maxBytes) }
  program = new Program('examples/upload/server.mjs', [], env)
  url = await program.line()
})

afterEach(async () => {
  closeClients()
  await closePrograms()
  uploads.remove()
  own.remove()
})

const left = (): ReadonlyArray<string> => readdirSync(uploads.file(''), { recursive: true }).map(String)

const sha = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex')

/** With beginnings of boundaries of both clients. */
const bytesOf = (length: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.alloc(length, '\r\n------formdata-undici-0\r\n--------------------------7e\r\r\n\0\xff', 'latin1')
  )

interface Saved {
  readonly name: string
  readonly text?: string
  readonly filename?: string
  readonly path: string
  readonly bytes: number
}

const post = async (form: FormData): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(url, { method: 'POST', body: form })
  return { status: response.status, body: await response.json() }
}

const formOf = (...files: ReadonlyArray<readonly [string, Uint8Array<ArrayBuffer>]>): FormData => {
  const form = new FormData()
  form.append('title', 'kiki "é" \\')
  for (const [filename, bytes] of files) form.append('file', new Blob([bytes]), filename)
  return form
}

test('the page has a form', async () => {
  const response = await fetch(url)
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await response.text()).toContain('enctype="multipart/form-data"')
})

test('fetch: files to the byte, wherever their names point to', async () => {
  const files = [
    ['../../"a";.bin', bytesOf(maxBytes - 2000)],
    ['é.txt', bytesOf(1)],
    ['empty', bytesOf(0)]
  ] as const
  const { status, body } = await post(formOf(...files))
  expect(status).toBe(200)
  const [title, ...saved] = body as ReadonlyArray<Saved>
  expect(title).toEqual({ name: 'title', text: 'kiki "é" \\' })
  expect(saved.map(({ filename, bytes }) => [filename, bytes])).toEqual(
    files.map(([name, { length }]) => [name, length])
  )
  for (const [i, { path }] of saved.entries()) {
    expect(path).toMatch(new RegExp(`^${uploads.file('form-')}\\w+/${i + 1}$`))
    expect(sha(readFileSync(path))).toBe(sha(files[i]![1]))
  }
})

describe('fetch: too much is refused, nothing stays behind, and the next one is welcome', () => {
  const welcome = async (): Promise<void> => {
    expect(left()).toEqual([])
    expect(await post(formOf(['a', bytesOf(10)]))).toMatchObject({ status: 200 })
    expect(left()).toHaveLength(2)
  }

  test('by its length, before it is read', async () => {
    const { status, body } = await post(formOf(['a', bytesOf(10)], ['b', bytesOf(maxBytes)]))
    expect([status, body]).toEqual([413, 'the body is larger than 3000000 bytes'])
    await welcome()
  })

  test('by what has come, where the length is not told, and much more than connections hold', async () => {
    const head = Buffer.from('--a\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n')
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(sent === 0 ? new Uint8Array(head) : new Uint8Array(64_000))
        sent += 64_000
        if (sent > 10 * maxBytes) controller.close()
      }
    })
    const headers = { 'content-type': 'multipart/form-data; boundary=a' }
    const response = await fetch(url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect([response.status, await response.json()]).toEqual([413, 'the body is larger than 3000000 bytes'])
    await welcome()
  })

  test('of text that would be held in memory', async () => {
    const form = formOf(['a', bytesOf(100_000)])
    form.append('text', 'x'.repeat(10_001))
    const { status, body } = await post(form)
    expect(status).toBe(413)
    expect(body).toMatch(/^the content of part 3, at byte \d+, is more than maxBytes: 10000$/)
    await welcome()
  })
})

test('fetch: no form, and one that is broken', async () => {
  const text = await fetch(url, { method: 'POST', body: 'kiki' })
  expect([text.status, await text.json()]).toEqual([415, expect.stringContaining('got "text/plain;charset=UTF-8"')])
  const headers = { 'content-type': 'multipart/form-data; boundary=a' }
  const broken = await fetch(url, { method: 'POST', headers, body: '--a\r\nkiki' })
  expect([broken.status, await broken.json()]).toEqual([
    400,
    'malformed multipart/form-data at byte 9: the input is over, and the last boundary is missing'
  ])
  expect(left()).toEqual([])
})

describe('curl', () => {
  const curl = (...args: ReadonlyArray<string>): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile('curl', ['-sS', ...args, url], (error, stdout) => {
        if (error === null) resolve(stdout)
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        else reject(error)
      })
    })

  test('-F', async () => {
    const bytes = bytesOf(2_500_000)
    writeFileSync(own.file('"a\\;é.bin'), bytes)
    const form = ['-F', 'title=kiki', '-F', `file=@"${own.file('\\"a\\\\;é.bin')}"`, '-F', 'empty=']
    const [title, file, empty] = JSON.parse(await curl(...form)) as ReadonlyArray<Saved>
    expect([title, empty]).toEqual([
      { name: 'title', text: 'kiki' },
      { name: 'empty', text: '' }
    ])
    expect(file).toMatchObject({ name: 'file', filename: '"a\\;é.bin', bytes: bytes.length })
    expect(sha(readFileSync(file!.path))).toBe(sha(bytes))
  })

  test('-F --form-escape, as older ones write names', async () => {
    const sent = await curl('--form-escape', '-F', 'a"b=x')
    expect(JSON.parse(sent)).toEqual([{ name: 'a"b', text: 'x' }])
  })

  test('-F with too much', async () => {
    writeFileSync(own.file('big'), bytesOf(maxBytes + 1))
    const status = await curl('-o', own.file('answer'), '-w', '%{http_code}', '-F', `file=@${own.file('big')}`)
    expect(status).toBe('413')
    expect(left()).toEqual([])
  })
})

test('a client that goes away in the midst of a file', async () => {
  const client = await rawClient(Number(new URL(url).port))
  const form = Buffer.from(written('a', [{ name: 'f', filename: 'f', content: 'x'.repeat(100_000) }]))
  client.send(
    request(
      'POST / HTTP/1.1',
      'Host: a',
      'Content-Type: multipart/form-data; boundary=a',
      `Content-Length: ${form.length}`
    )
  )
  client.send(form.subarray(0, 50_000).toString('latin1'))
  await eventually(() => left().some((name) => name.endsWith('/1')))
  client.leave()
  await eventually(() => left().length === 0)
  expect(await post(formOf(['a', bytesOf(10)]))).toMatchObject({ status: 200 })
})

test('where nothing can be written, the client is told', async () => {
  uploads.remove()
  const { status, body } = await post(formOf(['a', bytesOf(10)]))
  expect([status, body]).toEqual([500, expect.stringContaining('ENOENT')])
})

test('1 GB to the disk, in little memory', async () => {
  const line = await new Program('bench/bytes/upload.mjs', ['1000000000']).line()
  const [, peak] = /^1000 MB in .* at most (\d+) MB of memory$/.exec(line) ?? []
  expect(Number(peak)).toBeLessThan(200)
}, 180_000)
