/** Event streams and NDJSON are read in constant memory, and in a time that grows as their length. */
import { Enumerator, Iteratee, Ndjson, ServerSentEvent } from 'fp-ts-iteratee'
import * as t from 'io-ts'
import { heapUsed } from '../support/heap'

/** Bytes that may come and go by other causes: compiled code, the test runner. */
const noise = 1_000_000

/** A piece of its own each time. */
const copy = (piece: string): string => Buffer.from(piece).toString()

/** What is held early on, and ten times later. */
const growth = async (run: (text: Enumerator<string>) => Promise<unknown>, piece: string): Promise<number> => {
  const held: number[] = []
  let count = 0
  const text = Enumerator.range(1, 2000).map(() => {
    count++
    if (count === 200 || count === 2000) held.push(heapUsed())
    return copy(piece)
  })
  await run(text)
  expect(held).toHaveLength(2)
  return (held[1] as number) - (held[0] as number)
}

test.each([
  ['events', 'id: an id that holds\ndata: one\ndata: two\n\n'.repeat(100)],
  ['events that are cut', `ta: ${'a'.repeat(3000)}\n\ndata: ${'b'.repeat(3000)}\n\nda`],
  ['events that are not dispatched', 'id: an id that holds\nevent: a\nretry: 1\n\n'.repeat(100)],
  ['comments with nothing between', `: ${'a'.repeat(3000)}\n`]
])('%s', async (_, piece) => {
  const run = (text: Enumerator<string>) => text.through(ServerSentEvent.decode()).run(Iteratee.skipToEof())()
  expect(await growth(run, piece)).toBeLessThan(noise)
})

test.each([
  ['values', '{"a":1}\n'.repeat(500)],
  ['values that are cut', `${'a'.repeat(3000)}"\n"${'b'.repeat(3000)}`],
  ['empty lines', '\n\r\n \n'.repeat(500)]
])('%s', async (_, piece) => {
  const run = (text: Enumerator<string>) =>
    Enumerator.of(piece.startsWith('a') ? '"' : '')
      .andThen(text)
      .through(Ndjson.decode(t.unknown))
      .run(Iteratee.skipToEof())()
  expect(await growth(run, piece)).toBeLessThan(noise)
})

test.each([
  ['a line', `data: ${'a'.repeat(65_530)}`],
  ['lines of data', 'data: a\n'.repeat(8_192)],
  ['lines of other fields', 'event: a\nid: b\nretry: 1\nunknown\n'.repeat(2_048)]
])('%s of an event that does not end: fails before it fills the memory', async (_, piece) => {
  let asked = 0
  const long = Enumerator.range(1, 100).map(() => {
    asked++
    return copy(piece)
  })
  const result = await long.through(ServerSentEvent.decode()).run(Iteratee.skipToEof())()
  expect(result).toMatchObject({ left: { message: 'event 1 is longer than 1048576 code units' } })
  expect(asked).toBeLessThanOrEqual(20)
})

// a copy of what has come so far for each piece would be a hundred gigabytes
test.each([
  ['one line', 'data: ', 'abcdefg', '\n\n'],
  ['a line each', '', 'data: a\n', '\n']
])('an event of 200,000 pieces: %s', async (_, first, piece, last) => {
  const count = 200_000
  const text = Enumerator.of(first)
    .andThen(Enumerator.range(1, count).map(() => piece))
    .andThen(Enumerator.of(last))
  const lengths = text.through(ServerSentEvent.decode({ maxLength: Infinity })).map(({ data }) => data.length)
  const length = first === '' ? 2 * count - 1 : 7 * count
  expect(await lengths.run(Iteratee.getChunks())()).toEqual({ _tag: 'Right', right: [length] })
})
