/** On the library as it is built, in a process of its own: what it takes at most is told by that. */
import { closePrograms, Program } from '../support/program'

afterEach(closePrograms)

test('a gigabyte of lines, filtered into a response, takes less than 200 MB of memory', async () => {
  const program = new Program('bench/bytes/serve.mjs', ['1e9'])
  const { bytes, received, expected, growth } = JSON.parse(await program.line()) as Record<string, number>
  expect(bytes).toBeGreaterThanOrEqual(1e9)
  expect(received).toBe(expected)
  expect(growth).toBeLessThan(200e6)
  expect((await program.ended).code).toBe(0)
}, 120_000)
