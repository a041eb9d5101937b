/** What was put into a form comes out of it, wherever its bytes are cut. */
import * as fc from 'fast-check'
import { Enumerator, Iteratee, Multipart, MultipartError } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import { boundaryIn, bytesOf, content, latin1, type Part, reading, written } from '../../support/forms'
import { pieces } from '../../support/text'

/** With what ends a value, a header or a boundary, and characters of one to four bytes. */
const hostile = fc.string({
  unit: fc.constantFrom(
    'a',
    'b',
    '"',
    "'",
    '\\',
    ';',
    '=',
    '%',
    ':',
    '/',
    ' ',
    '\t',
    '\0',
    '%22',
    '%0d',
    '\r',
    '\n',
    '\r\n',
    '--',
    'é',
    '€',
    '😀',
    '\uFEFF',
    '\u2028'
  ),
  maxLength: 8
})

/** Bytes that are nearly boundaries. */
const near = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\r', '\n', '\r\n', '-', '\r\n-', '\r\n--', 'a', '\r\n--a', '\r\n\r\n', '--'),
    fc.string({ unit: 'binary-ascii' })
  ),
  maxLength: 12
})

const types = ['text/plain', 'application/octet-stream', 'text/x; charset="a;b"']

// -------------------------------------------------------------------------------------
// what the platform writes
// -------------------------------------------------------------------------------------

interface Entry {
  readonly name: string
  readonly value: string
  /** a file, where it has a name */
  readonly filename?: string
  readonly type: string
}

const entries: fc.Arbitrary<Entry> = fc.record(
  { name: hostile, value: fc.oneof(hostile, near), filename: hostile, type: fc.constantFrom(...types) },
  { requiredKeys: ['name', 'value', 'type'] }
)

const utf8 = (text: string): string => latin1(bytesOf(text, 'utf8'))
const lineEnds = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n')
/** Who writes `%22` has written what stands for a quote. */
const unescaped = (text: string): string => text.replace(/%(22|0D|0A)/gi, (escape) => decodeURIComponent(escape))

const expected = ({ name, value, filename, type }: Entry): Part =>
  filename === undefined
    ? { name: unescaped(lineEnds(name)), content: utf8(lineEnds(value)) }
    : { name: unescaped(lineEnds(name)), filename: unescaped(filename), type, content: value }

const posted = async (all: ReadonlyArray<Entry>): Promise<{ boundary: string; bytes: Uint8Array }> => {
  const form = new FormData()
  for (const { name, value, filename, type } of all) {
    if (filename === undefined) form.append(name, value)
    else form.append(name, new Blob([new Uint8Array(Buffer.from(value, 'latin1'))], { type }), filename)
  }
  const response = new Response(form)
  const boundary = boundaryIn(response.headers.get('content-type'))
  return { boundary, bytes: new Uint8Array(await response.arrayBuffer()) }
}

/** The contents of files are bytes; the others are text. Node's own writer leaves a name out that is empty. */
const forms = fc.array(
  entries
    .filter(({ filename }) => filename !== '')
    .map((entry) => (entry.filename === undefined ? entry : { ...entry, value: utf8(entry.value) })),
  { maxLength: 4 }
)

test('what the platform writes, cut anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(forms, fc.array(fc.nat(2000), { maxLength: 8 }), Laws.cuttings, async (all, places, cutting) => {
      const { boundary, bytes } = await posted(all)
      const at = [0, ...places.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b), bytes.length]
      const cut = at.slice(1).map((to, i) => bytes.subarray(at[i], to))
      const seen = await Laws.delivered(cutting.produce(cut).through(reading(boundary)))
      expect(seen).toEqual({ elements: all.map(expected), failure: undefined })
    }),
    { numRuns: 300 }
  )
})

test('the same, one byte at a time', async () => {
  await fc.assert(
    fc.asyncProperty(forms, async (all) => {
      const { boundary, bytes } = await posted(all)
      const one = Enumerator.fromIterable(bytes).map((byte) => Uint8Array.of(byte))
      const seen = await Laws.delivered(one.through(reading(boundary)))
      expect(seen).toEqual({ elements: all.map(expected), failure: undefined })
    })
  )
})

// -------------------------------------------------------------------------------------
// contents that are nearly boundaries
// -------------------------------------------------------------------------------------

const boundaries = fc.constantFrom('a', 'ab', '-', '--', '----a', 'a b', 'a'.repeat(70))

const given = boundaries
  .chain((boundary) => {
    // a line must not begin with the boundary
    const contents = fc
      .array(
        fc.oneof(
          near,
          fc.nat(boundary.length + 4).map((n) => `\r\n--${boundary}`.slice(0, n))
        ),
        { maxLength: 4 }
      )
      .map((parts) => parts.join(''))
      .filter((content) => !`\r\n${content}\r\n--`.slice(0, -4).includes(`\r\n--${boundary}`))
    const parts = fc.array(
      fc.record({
        name: fc.constantFrom('a', 'é'),
        filename: fc.constant('b'),
        type: fc.constantFrom(...types),
        content: contents
      }),
      { maxLength: 3 }
    )
    return fc.record({
      boundary: fc.constant(boundary),
      parts,
      preamble: fc.constantFrom('', '\r\n', 'x\r\n', '--\r\n'),
      epilogue: near
    })
  })
  .map(({ boundary, parts, preamble, epilogue }) => {
    const form = written(boundary, parts)
    const [before, after] = [bytesOf(preamble), bytesOf(epilogue)]
    const bytes = new Uint8Array([...before, ...form, ...after])
    /** the first length at which the last boundary is there */
    return { boundary, parts, bytes, whole: before.length + form.length - 2 }
  })

test('contents that are nearly boundaries', async () => {
  const cut = given.chain((form) => pieces(form.bytes).map((cut) => ({ ...form, cut })))
  await fc.assert(
    fc.asyncProperty(cut, Laws.cuttings, async ({ boundary, parts, cut }, cutting) => {
      const seen = await Laws.delivered(cutting.produce(cut).through(reading(boundary)))
      expect(seen).toEqual({ elements: parts, failure: undefined })
    }),
    { numRuns: 500 }
  )
})

test('what is cut off is an error, and what came before it is right', async () => {
  await fc.assert(
    fc.asyncProperty(given, fc.nat(), async ({ boundary, parts, bytes, whole }, n) => {
      for (const length of new Set([n % (whole + 1), whole - 1, whole])) {
        const begun: string[] = []
        const ends: string[] = []
        const noting = Multipart.parts(boundary, ({ name }) => {
          begun.push(name)
          return content.map((content) => {
            ends.push(content)
            return content
          })
        })
        const seen = await Laws.delivered(Enumerator.of(bytes.subarray(0, length)).through(noting))
        const all = parts.map(({ content }) => content)
        expect(ends).toEqual(seen.elements)
        if (length === whole) expect(seen).toEqual({ elements: all, failure: undefined })
        else {
          expect(seen.failure).toMatch(`malformed multipart/form-data at byte ${length}: the input is over, and `)
          expect(seen.elements).toEqual(all.slice(0, seen.elements.length))
        }
      }
    })
  )
})

test('every one of them, byte by byte', async () => {
  const parts = [
    { name: 'a', content: '\r\n--' },
    { name: 'b', filename: 'c', content: '\r\n--boundar\r\n' }
  ]
  const bytes = written('boundary', parts)
  for (let length = 0; length < bytes.length - 2; length++) {
    const result = await Enumerator.of(bytes.subarray(0, length))
      .through(reading('boundary'))
      .run(Iteratee.getChunks())()
    expect(result).toMatchObject({ _tag: 'Left', left: { name: 'MultipartError', offset: length } })
    expect(result).toHaveProperty('left', expect.any(MultipartError))
  }
  for (const length of [bytes.length - 2, bytes.length - 1, bytes.length]) {
    const result = await Enumerator.of(bytes.subarray(0, length))
      .through(reading('boundary'))
      .run(Iteratee.getChunks())()
    expect(result).toEqual({ _tag: 'Right', right: parts })
  }
})

test('any bytes make parts or an error of its own, the same wherever they are cut', async () => {
  const bytes = fc
    .string({
      unit: fc.constantFrom(
        '--a',
        '\r\n',
        '--',
        '\r\n--a',
        'Content-Disposition: form-data; name=x',
        '\r\n\r\n',
        ' ',
        '\n',
        'x',
        '-',
        '\r',
        'é'
      ),
      maxLength: 12
    })
    .map((text) => bytesOf(text, 'utf8'))
  const cut = bytes.chain((bytes) => pieces(bytes).map((cut) => ({ bytes, cut })))
  await fc.assert(
    fc.asyncProperty(cut, Laws.cuttings, async ({ bytes, cut }, cutting) => {
      const limits = { maxHeaderBytes: 60, maxBytes: 3, maxParts: 2 }
      const whole = await Laws.delivered(Enumerator.of(bytes).through(reading('a', limits)))
      expect(await Laws.delivered(cutting.produce(cut).through(reading('a', limits)))).toEqual(whole)
      if (whole.failure !== undefined) expect(whole.failure).toMatch(/at byte \d+/)
    }),
    { numRuns: 1000 }
  )
})
