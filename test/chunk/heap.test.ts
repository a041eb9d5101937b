/** Bytes stream through in constant memory. */
import { CharEncoding, Enumeratee, Enumerator, Iteratee, Parsing, Traversable } from 'fp-ts-iteratee'
import { heapUsed } from '../support/heap'

/** Bytes that may come and go by other causes: compiled code, the test runner. */
const noise = 1_000_000

/** What is held early on, and ten times later; buffers count as well. */
const growth = async (run: (bytes: Enumerator<Uint8Array>) => Promise<unknown>, piece: string): Promise<number> => {
  const held: number[] = []
  let count = 0
  const bytes = Enumerator.range(1, 2000).map(() => {
    count++
    if (count === 200 || count === 2000) held.push(heapUsed() + process.memoryUsage().arrayBuffers)
    return new TextEncoder().encode(piece)
  })
  await run(bytes)
  expect(held).toHaveLength(2)
  return (held[1] as number) - (held[0] as number)
}

test.each([
  ['lines', 'a line\n'.repeat(1000)],
  ['CRLF', 'a line\r\n'.repeat(1000)],
  ['lines that are cut', `${'a'.repeat(3000)}\n${'b'.repeat(3000)}`],
  ['cut characters', '€\n'.repeat(1000) + 'é']
])('%s', async (_, piece) => {
  const run = (bytes: Enumerator<Uint8Array>) => bytes.through(CharEncoding.lines()).run(Iteratee.ignore())()
  expect(await growth(run, piece)).toBeLessThan(noise)
})

test.each([
  ['UTF-8', '€'.repeat(2000)],
  ['UTF-16', 'é😀'.repeat(2000)],
  ['UTF-32', '\0\0\x01a'.repeat(2000)],
  ['KOI8-R', 'ф'.repeat(2000)],
  ['Shift_JIS', 'é'.repeat(2000)],
  ['ISO-2022-JP', '\x1b$B$"$"\x1b(Bab\n'.repeat(500)]
])('%s is read', async (charset, piece) => {
  const decode = CharEncoding.decode(charset)
  const cut = Enumeratee.mapConcat((all: Uint8Array) => [all.subarray(0, 1001), all.subarray(1001)])
  const run = (bytes: Enumerator<Uint8Array>) => bytes.through(cut.compose(decode)).run(Iteratee.ignore())()
  expect(await growth(run, piece)).toBeLessThan(noise)
})

test.each(['UTF-8', 'UTF-16', 'UTF-32'])('%s is written', async (charset) => {
  const text = `\uDE00${'é😀'.repeat(2000)}\uD83D`
  const run = (bytes: Enumerator<Uint8Array>) =>
    Enumerator.of('\uD83D')
      .andThen(bytes.map(() => text))
      .andThen(Enumerator.of('\uDE00'))
      .through(CharEncoding.encode(charset))
      .run(Iteratee.ignore())()
  expect(await growth(run, 'a')).toBeLessThan(noise)
})

test('what is dropped is not kept', async () => {
  const run = (bytes: Enumerator<Uint8Array>) => bytes.through(Traversable.drop(1e9)).run(Iteratee.ignore())()
  expect(await growth(run, 'a'.repeat(7000))).toBeLessThan(noise)
})

test.each([
  ['search', 'xxabcxx'.repeat(1000)],
  ['search for what is nearly there', 'ab'.repeat(3500)],
  ['search for what is cut', `c${'x'.repeat(7000)}ab`]
])('%s', async (_, piece) => {
  const search = Parsing.search(new TextEncoder().encode('abc'))
  expect(await growth((bytes) => bytes.through(search).run(Iteratee.ignore())(), piece)).toBeLessThan(noise)
})

test('a line without an end fails before it fills the memory', async () => {
  let asked = 0
  const long = Enumerator.range(1, 100).map(() => {
    asked++
    return new Uint8Array(65_536).fill(0x61)
  })
  const result = await long.through(CharEncoding.lines()).run(Iteratee.foreach(() => undefined))()
  expect(result).toMatchObject({ left: { message: 'line 1 is longer than 1048576 code units' } })
  expect(asked).toBe(17)
})
