import { Hub } from 'fp-ts-iteratee'
import type { Envelope as EnvelopeOf, Event, HubPolicy as Policy } from 'fp-ts-iteratee/Hub'
import * as fc from 'fast-check'
import { type Gated, gated } from '../../support/gated'
import { turns } from '../../support/turns'

type Envelope = EnvelopeOf<number>

/** What a subscriber should be handed, by lists alone. Events are known by their number, from 1. */
class Expected {
  readonly handed: Envelope[] = []
  failed = false
  private readonly unread: Envelope[] = []
  private live = 0
  private holds = false
  private overfull = false
  private last: number

  constructor(
    private readonly idOf: (n: number) => string,
    private tail: number,
    after: number | 'unknown' | undefined,
    retain: number,
    private readonly buffer: number,
    private readonly policy: Policy,
    named: string
  ) {
    const oldest = Math.max(0, tail - retain)
    const isKnown = after !== 'unknown' && (after ?? tail) >= oldest
    this.last = isKnown ? (after ?? tail) : oldest
    if (!isKnown) this.unread.push({ _tag: 'Gap', after: named, resumesAt: idOf(oldest) })
    for (let n = this.last + 1; n <= tail; n++) this.unread.push(this.event(n))
    this.read()
  }

  published(n: number): void {
    this.tail = n
    if (this.failed || this.overfull) return
    this.unread.push(this.event(n))
    this.live++
    this.read()
    if (this.live <= this.buffer) return
    if (this.policy === 'dropOldest') this.dropOldest()
    else {
      this.unread.pop()
      this.live--
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
    if (next === undefined) {
      if (this.overfull) this.runOut()
      return
    }
    this.hand(next)
    this.live = Math.min(this.live, this.unread.filter(({ _tag }) => _tag === 'Event').length)
  }

  /** What it had is read, and what came after it was lost. */
  private runOut(): void {
    if (this.policy === 'fail') {
      this.failed = true
      return
    }
    this.overfull = false
    this.hand({ _tag: 'Gap', after: this.idOf(this.last), resumesAt: this.idOf(this.tail) })
  }

  private dropOldest(): void {
    const [first] = this.unread
    const gap = first?._tag === 'Gap' ? this.unread.shift() : undefined
    let dropped = this.unread.shift() as Event<number>
    while (this.unread.length > this.buffer) dropped = this.unread.shift() as Event<number>
    this.live = this.unread.length
    const after = gap?._tag === 'Gap' ? gap.after : this.idOf(this.last)
    this.unread.unshift({ _tag: 'Gap', after, resumesAt: dropped.id })
  }

  private hand(envelope: Envelope): void {
    this.last = envelope._tag === 'Event' ? envelope.data : Number(envelope.resumesAt.split('-')[1])
    this.handed.push(envelope)
    this.holds = true
  }

  private event(n: number): Envelope {
    return { _tag: 'Event', id: this.idOf(n), data: n }
  }
}

type Command =
  | { readonly do: 'publish'; readonly n: number }
  | {
      readonly do: 'subscribe'
      readonly after: number | 'unknown' | undefined
      readonly buffer: number
      readonly policy: Policy
    }
  | { readonly do: 'grant' | 'leave'; readonly who: number }

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('publish' as const), n: fc.integer({ min: 1, max: 5 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      after: fc.oneof(fc.constant(undefined), fc.constant('unknown' as const), fc.nat(12)),
      buffer: fc.integer({ min: 1, max: 4 }),
      policy: fc.constantFrom<Policy>('fail', 'dropOldest', 'dropNewest')
    })
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('grant' as const), who: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(5) }) }
)

test('every subscriber is handed what lists say, whatever the others do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60, size: 'max' }), fc.nat(6), async (commands, retain) => {
      const hub = Hub.inMemory<number>({ retain })
      const before = await hub.tail()
      const idOf = (n: number): string => (before._tag === 'Right' ? before.right.replace(/0$/, String(n)) : '')
      const subscribers: { readonly real: Gated<Envelope>; readonly expected: Expected }[] = []
      let count = 0
      for (const c of commands) {
        if (c.do === 'publish') {
          const published: ReturnType<ReturnType<typeof hub.publish>>[] = []
          for (let i = 0; i < c.n; i++) {
            published.push(hub.publish(++count)())
            for (const { expected } of subscribers) expected.published(count)
          }
          const ids = published.map((_, i) => ({ _tag: 'Right', right: idOf(count - c.n + 1 + i) }))
          expect(await Promise.all(published)).toEqual(ids)
        } else if (c.do === 'subscribe') {
          const { after, buffer, policy } = c
          const seen = typeof after === 'number' ? Math.min(after, count) : after
          const named = seen === 'unknown' ? 'x-1' : idOf(seen ?? 0)
          const options = { buffer, policy, ...(seen === undefined ? {} : { after: named }) }
          const real = gated(hub.subscribe(options))
          subscribers.push({ real, expected: new Expected(idOf, count, seen, retain, buffer, policy, named) })
        } else {
          const [chosen] = subscribers.splice(c.who, 1)
          if (chosen === undefined) continue
          if (c.do === 'leave') chosen.real.leave()
          else {
            subscribers.splice(c.who, 0, chosen)
            if (chosen.real.handed.length === chosen.expected.handed.length) {
              chosen.real.grant()
              chosen.expected.granted()
            }
          }
        }
        await turns(1)
        for (const { real, expected } of subscribers) {
          expect(real.handed).toEqual(expected.handed)
          expect(real.ended()?._tag).toBe(expected.failed ? 'Left' : undefined)
        }
      }
      for (const { real } of subscribers) real.leave()
    }),
    { numRuns: 40 }
  )
})
