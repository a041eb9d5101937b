/** `npm run soak`, for a short time; and that it finds what it is there to find. */
import { closePrograms, Program } from '../support/program'

afterEach(closePrograms)

const soak = async (rounds: number, goers: number, ...options: ReadonlyArray<string>) => {
  const counts = ['--rounds', String(rounds), '--goers', String(goers), '--messages', '120']
  const program = new Program('bench/soak/run.mjs', [...counts, ...options])
  const lines: string[] = []
  for (;;) {
    const line = await program.line().catch(() => undefined)
    if (line === undefined) break
    lines.push(line)
  }
  const { code, stderr } = await program.ended
  return { code, stderr, failed: lines.filter((line) => line.startsWith('FAILED  ')), lines }
}

test('nothing grows, nothing is left, nothing is lost', async () => {
  const { code, stderr, failed, lines } = await soak(6, 30)
  expect({ failed, stderr, code }).toEqual({ failed: [], stderr: '', code: 0 })
  expect(lines).toContainEqual(expect.stringContaining('sound'))
}, 60_000)

test.each([
  ['finaliser', ['subscriptions', 'timers', 'after the end']],
  ['heap', ['heap']],
  ['listener', ['listeners']],
  ['loss', ['order']],
  ['handle', ['after the end']]
])(
  'a planted fault is found: %s',
  async (plant, found) => {
    const { code, failed } = await soak(3, 20, '--plant', plant)
    expect(code).toBe(1)
    expect(failed.map((line) => /^FAILED {2}([^:]*)/.exec(line)?.[1])).toEqual(found)
  },
  60_000
)
