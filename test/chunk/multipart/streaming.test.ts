/** Parts stream: nothing is asked for before it is needed, nothing is kept, and everything is let go. */
import { Enumeratee, Enumerator, Iteratee, Multipart } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { bytesOf, content, latin1, type Part, reading, written } from '../../support/forms'
import { gate } from '../../support/gate'
import { told } from '../../support/told'
import { turns } from '../../support/turns'

const parts = [
  { name: 'a', content: 'xyz' },
  { name: 'b', content: '' },
  { name: 'c', content: 'uvw' }
]
const bytes = written('boundary', parts)
const begun = latin1(bytes).indexOf('xyz')

/** Each byte by itself, and how many have been asked for. */
const counted = () => {
  const seen = { asked: 0, released: 0 }
  const source = Enumerator.fromIterable(bytes)
    .map((byte) => {
      seen.asked++
      return Uint8Array.of(byte)
    })
    .onDoneEnumerating(() => seen.released++)
  return { seen, source }
}

test('a part is handed on before the next one has come', async () => {
  const { seen, source } = counted()
  const at: number[] = []
  const noting = Iteratee.foreach((_: Part) => void at.push(seen.asked))
  await source.through(reading('boundary')).run(noting)()
  const delimiter = '\r\n--boundary'.length
  const ends = latin1(bytes)
    .split('\r\n--boundary')
    .slice(0, -1)
    .map((_, i, all) => all.slice(0, i + 1).join('\r\n--boundary').length + delimiter)
  expect(at).toEqual(ends)
})

test('what is made of the first part can be all that is asked for', async () => {
  const { seen, source } = counted()
  const result = await source.through(reading('boundary')).run(Iteratee.head())()
  expect(result).toEqual({ _tag: 'Right', right: O.some(parts[0]) })
  expect(seen).toEqual({ asked: begun + 'xyz\r\n--boundary'.length, released: 1 })
})

test('the source waits for the iteratee of a part', async () => {
  const { seen, source } = counted()
  const { iteratee, open, seen: taken } = gate<Uint8Array>()
  const run = source.through(Multipart.parts('boundary', () => iteratee)).run(Iteratee.getChunks())()
  for (let i = 1; i <= 6; i++) {
    await turns(50)
    expect(taken.map(latin1).join('')).toBe('xyzuvw'.slice(0, i))
    if (i <= 3) expect(seen.asked).toBe(begun + i)
    open()
  }
  expect(await run).toMatchObject({ _tag: 'Right' })
})

describe('an iteratee that ends early', () => {
  const early: Readonly<Record<string, Iteratee<Uint8Array, unknown>>> = {
    'before the first byte': Iteratee.done('done'),
    'at the first byte': Iteratee.head<Uint8Array>().map(() => 'done'),
    'with a remainder': Iteratee.cont((input) => Iteratee.done('done', input)),
    'by recovering': Iteratee.foreach(() => {
      throw new Error('on purpose')
    }).recover(() => O.some('done'))
  }

  test.each(Object.entries(early))('%s: the rest of the part is passed over', async (_, iteratee) => {
    const { source } = counted()
    const some = Multipart.parts<unknown>('boundary', ({ name }) => (name === 'a' ? iteratee : content))
    for (const whole of [source, Enumerator.of(bytes)]) {
      expect(await whole.through(some).run(Iteratee.getChunks())()).toEqual({
        _tag: 'Right',
        right: ['done', '', 'uvw']
      })
    }
  })
})

describe('the source is released once', () => {
  const failure = new Error('on purpose')
  const failing: Readonly<Record<string, () => Iteratee<Uint8Array, unknown>>> = {
    'a handler that throws': () => {
      throw failure
    },
    'an iteratee in the error state': () => Iteratee.error(failure),
    'an iteratee that throws': () =>
      Iteratee.foreach(() => {
        throw failure
      }),
    'an iteratee that rejects': () => Iteratee.foreachM(() => () => Promise.reject(failure)),
    'a task after the content': () => content.mapM(() => () => Promise.reject(failure))
  }

  test.each(Object.entries(failing))('%s', async (_, handler) => {
    const { seen, source } = counted()
    const made: unknown[] = []
    const some = Multipart.parts<unknown>('boundary', ({ name }) => (name === 'c' ? handler() : content))
    const result = await source.through(some).run(Iteratee.foreach((part) => void made.push(part)))()
    expect(result).toEqual(E.left(failure))
    expect(result).toHaveProperty('left', failure)
    expect(made).toEqual(['xyz', ''])
    expect(seen.released).toBe(1)
  })

  test('an iteratee that wants more after its end', async () => {
    const { seen, source } = counted()
    const diverging: Iteratee<Uint8Array, never> = Iteratee.cont(() => diverging)
    const result = await source.through(Multipart.parts('boundary', () => diverging)).run(Iteratee.getChunks())()
    expect(result).toMatchObject({ left: { message: 'diverging iteratee after Input.EOF' } })
    expect(seen.released).toBe(1)
  })

  test.each(['--boundary', latin1(bytes.subarray(0, begun - 4)), latin1(bytes.subarray(0, begun + 1))])(
    'an interruption while it is idle, after %j',
    async (text) => {
      const source = told<Uint8Array>()
      const controller = new AbortController()
      const ended: string[] = []
      const noting = Multipart.parts('boundary', ({ name }) => content.map(() => void ended.push(name)))
      const run = source.enumerator.through(noting).run(Iteratee.getChunks(), { signal: controller.signal })()
      ;(await source.channels.next()).push(bytesOf(text))
      await turns(20)
      expect(source.released).toBe(0)
      controller.abort()
      expect(await run).toMatchObject({ left: { name: 'AbortError' } })
      expect(source).toMatchObject({ opened: 1, released: 1 })
      expect(ended).toEqual([])
    }
  )

  test('a source that fails: the iteratee of the part under way sees no end', async () => {
    const ended: string[] = []
    const noting = Multipart.parts('boundary', ({ name }) => content.map(() => void ended.push(name)))
    const broken = Enumerator.of(bytes.subarray(0, begun + 1)).andThen(Enumerator.fail(failure))
    expect(await broken.through(noting).run(Iteratee.getChunks())()).toEqual(E.left(failure))
    expect(ended).toEqual([])
  })
})

test('what is kept of an element does not change with it', async () => {
  const buffer = new Uint8Array(7)
  const reused = Enumerator.range(0, Math.ceil(bytes.length / 7) - 1).map((i) => {
    const piece = bytes.subarray(i * 7, i * 7 + 7)
    buffer.set(piece)
    return buffer.subarray(0, piece.length)
  })
  const copying = Multipart.parts('boundary', ({ name }) =>
    Iteratee.fold('', (all, piece: Uint8Array) => all + latin1(piece)).map((content) => ({ name, content }))
  )
  expect(await reused.through(copying).run(Iteratee.getChunks())()).toEqual({ _tag: 'Right', right: parts })
})

test('fed in parts it stays a value', async () => {
  const reader = reading('boundary').transform(Iteratee.getChunks())
  const first = await Enumerator.of(bytes.subarray(0, begun + 1)).apply(reader)()
  for (const rest of ['yz', 'other', 'yz']) {
    const result = await Enumerator.of(bytesOf(`${rest}\r\n--boundary--`)).run(first)()
    expect(result).toEqual({ _tag: 'Right', right: [{ name: 'a', content: `x${rest}` }] })
  }
})

test('the laws of enumeratees', async () => {
  const pieces = fc.constantFrom(
    '--a',
    '\r\n',
    'Content-Disposition: form-data; name=x',
    '\r\n\r\n',
    'x',
    '\r\n--a',
    '--a--'
  )
  await Laws.enumeratee(
    reading('a'),
    fc.array(pieces).map((texts) => bytesOf(texts.join(''))),
    { numRuns: 30 }
  )
})

test('behind a stage that acts by itself', async () => {
  const buffered = Enumeratee.parMapM(2, (piece: Uint8Array) => async () => piece).compose(reading('boundary'))
  expect(await counted().source.through(buffered).run(Iteratee.getChunks())()).toEqual({ _tag: 'Right', right: parts })
})
