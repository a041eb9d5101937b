/** What every consumer of a broadcast is handed, against a model of lists. */
import * as fc from 'fast-check'
import { Concurrent } from 'fp-ts-iteratee'
import type { Policy } from 'fp-ts-iteratee/Enumerator'
import { type Gated, gated } from '../support/gated'
import { turns } from '../support/turns'

/** What a consumer should be handed, by lists alone. */
class Expected {
  readonly handed: number[] = []
  failed = false
  unread: number[] = []
  private holds = false
  private overfull = false

  constructor(
    private readonly buffer: number,
    private readonly policy: Policy
  ) {}

  get isFull(): boolean {
    return this.unread.length >= this.buffer && this.holds
  }

  pushed(n: number): void {
    if (this.failed || this.overfull) return
    this.unread.push(n)
    this.read()
    if (this.unread.length <= this.buffer) return
    if (this.policy === 'dropOldest') this.unread.shift()
    else {
      this.unread.pop()
      this.overfull = true
    }
  }

  granted(): void {
    this.holds = false
    this.read()
  }

  private read(): void {
    if (this.holds || this.failed) return
    const next = this.unread.shift()
    if (next !== undefined) {
      this.handed.push(next)
      this.holds = true
    } else if (this.overfull) {
      this.overfull = false
      this.failed = this.policy === 'fail'
    }
  }
}

type Command =
  | { readonly do: 'push'; readonly n: number }
  | { readonly do: 'attach' }
  | { readonly do: 'grant' | 'leave'; readonly who: number }

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('push' as const), n: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('attach' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('grant' as const), who: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(4) }) }
)

const policies: ReadonlyArray<Policy> = ['fail', 'dropOldest', 'dropNewest', 'block']

test.each(policies)(
  '%s: every consumer is handed what lists say, whatever the others do',
  async (policy) => {
    const commands = fc.array(command, { maxLength: 60, size: 'max' })
    await fc.assert(
      fc.asyncProperty(commands, fc.integer({ min: 1, max: 4 }), async (all, buffer) => {
        const [enumerator, channel] = Concurrent.broadcast<number>({ buffer, policy })
        const consumers: { readonly real: Gated<number>; readonly expected: Expected }[] = []
        const attach = (): void => {
          consumers.push({ real: gated(enumerator), expected: new Expected(buffer, policy) })
        }
        attach()
        let count = 0
        for (const c of all) {
          if (c.do === 'attach') attach()
          else if (c.do === 'push') {
            for (let i = 0; i < c.n; i++) {
              const isFull = policy === 'block' && consumers.some(({ expected }) => expected.isFull)
              expect(channel.push(++count)).toBe(isFull ? 'full' : 'accepted')
              if (!isFull) for (const { expected } of consumers) expected.pushed(count)
            }
          } else {
            const chosen = consumers[c.who]
            if (chosen === undefined) continue
            if (c.do === 'leave') {
              chosen.real.leave()
              consumers.splice(c.who, 1)
            } else if (chosen.real.handed.length > 0) {
              chosen.real.grant()
              chosen.expected.granted()
            }
          }
          await turns(1)
          for (const { real, expected } of consumers) {
            expect(real.handed).toEqual(expected.handed)
            expect(real.ended()?._tag).toBe(expected.failed ? 'Left' : undefined)
          }
        }
        channel.end()
        for (const { real, expected } of consumers) {
          while (real.ended() === undefined) {
            real.grant()
            expected.granted()
            await turns(1)
          }
          expect(real.handed).toEqual(expected.handed)
          expect(real.ended()?._tag).toBe(expected.failed ? 'Left' : 'Right')
        }
      }),
      { numRuns: 30 }
    )
  },
  60_000
)
