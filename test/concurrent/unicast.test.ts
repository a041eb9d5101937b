/** An enumerator that is pushed to, and says how that ended. */
import * as fc from 'fast-check'
import {
  AbortError,
  type Channel,
  Concurrent,
  Enumeratee,
  Enumerator,
  Input,
  Iteratee,
  IterateeError,
  OverflowError
} from 'fp-ts-iteratee'
import type { UnicastOptions } from 'fp-ts-iteratee/Concurrent'
import { response } from 'fp-ts-iteratee/node'
import { pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { once } from 'node:events'

const chunks = Iteratee.getChunks<string>()

type Told = 'complete' | readonly [Error, Input<unknown>]

const listening = (
  onStart: (channel: Channel<string>) => void,
  options: Partial<UnicastOptions<string>> = {}
): { readonly enumerator: Enumerator<string>; readonly told: ReadonlyArray<Told>; readonly started: () => number } => {
  const told: Told[] = []
  let started = 0
  const enumerator = Concurrent.unicast<string>({
    onStart: (channel) => {
      started++
      onStart(channel)
    },
    onComplete: () => {
      told.push('complete')
    },
    onError: (error, input) => {
      told.push([error, input])
    },
    ...options
  })
  return { enumerator, told, started: () => started }
}

const pushing =
  (...elements: ReadonlyArray<string>) =>
  (channel: Channel<string>): void => {
    for (const e of elements) channel.push(e)
  }

describe("Play's behaviour", () => {
  test('messages, then EOF', async () => {
    const { enumerator, told, started } = listening((c) => {
      pushing('FOO', 'bar')(c)
      c.eofAndEnd()
    })
    expect(await enumerator.andThen(Enumerator.of('no')).run(chunks)()).toEqual(E.right(['FOO', 'bar']))
    expect([started(), told]).toEqual([1, ['complete']])
  })

  test('onComplete when the iteratee is done', async () => {
    const { enumerator, told } = listening(pushing('foo', 'bar'))
    expect(await enumerator.run(Iteratee.head())()).toEqual(E.right(O.some('foo')))
    expect(told).toEqual(['complete'])
  })

  test('onError when the iteratee has failed, with what it left over', async () => {
    const { enumerator, told } = listening(pushing('foo', 'bar'))
    const refusing = Iteratee.cont((input: Input<string>) => Iteratee.error('no', input))
    expect(await enumerator.run(refusing)()).toEqual(E.left(new IterateeError('no', Input.el('foo'))))
    expect(told).toEqual([[new IterateeError('no', Input.el('foo')), Input.el('foo')]])
  })

  test('each run calls onStart, with a channel of its own', async () => {
    let n = 0
    const { enumerator } = listening((c) => {
      c.push(String(n++))
      c.end()
    })
    expect(await Promise.all([enumerator.run(chunks)(), enumerator.run(chunks)()])).toEqual([
      E.right(['0']),
      E.right(['1'])
    ])
  })

  test('an end without EOF goes on with what follows; what is applied may be fed more', async () => {
    const { enumerator, told } = listening((c) => {
      c.push('a')
      c.end()
    })
    const fed = await enumerator.apply(chunks)()
    expect(await Enumerator.of('b').run(fed)()).toEqual(E.right(['a', 'b']))
    expect(told).toEqual(['complete'])
  })

  test('an end with an error is the failure of the run, that very error', async () => {
    const error = new Error('foo')
    const { enumerator, told } = listening((c) => {
      c.endWith(error)
    })
    const result = await enumerator.run(chunks)()
    expect(E.isLeft(result) && result.left).toBe(error)
    expect(told).toEqual([[error, Input.empty]])
  })
})

describe('where we differ from Play', () => {
  test('onComplete is called also where the consumer was done from the start; the channel is closed then', async () => {
    const answers: unknown[] = []
    const { enumerator, told, started } = listening((c) => {
      answers.push(c.push('a'), c.pushInput(Input.eof))
      c.end()
    })
    expect(await enumerator.run(Iteratee.done(1))()).toEqual(E.right(1))
    await enumerator.apply(Iteratee.done(1))()
    await enumerator.map((s) => s).onDoneEnumerating(() => undefined).andThen(Enumerator.of('b')).run(Iteratee.done(1))() // prettier-ignore
    await enumerator.through(Enumeratee.take(0)).run(Iteratee.ignore())()
    await Enumerator.interleave(enumerator, Enumerator.never).run(Iteratee.done(1))()
    expect([told, started()]).toEqual([['complete', 'complete', 'complete', 'complete', 'complete'], 5])
    expect(new Set(answers)).toEqual(new Set(['closed']))
  })

  test('onError is, where it had failed from the start', async () => {
    const { enumerator, told } = listening(() => undefined)
    const error = new Error('no')
    expect(await enumerator.run(Iteratee.error(error))()).toEqual(E.left(error))
    expect(told).toEqual([[error, Input.empty]])
  })

  test('onComplete is called also where the consumer stops while idle', async () => {
    const started = new Promise<void>((resolve) => {
      const { enumerator, told } = listening(() => undefined)
      const server = createServer((_, res) => {
        void enumerator
          .run(response(res))()
          .then(() => {
            expect(told).toEqual(['complete'])
            server.close(() => {
              resolve()
            })
          })
      })
      server.listen(0, () => {
        const socket = connect((server.address() as AddressInfo).port)
        socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
        void once(socket, 'data').then(() => socket.destroy())
      })
    })
    await started
    expect.assertions(1)
  })

  test('one of the two is called, once, also where the run is interrupted, or what follows fails', async () => {
    const controller = new AbortController()
    const { enumerator, told } = listening(() => undefined)
    const result = enumerator.run(chunks, { signal: controller.signal })()
    controller.abort('enough')
    expect(await result).toEqual(E.left(new AbortError('enough')))
    const boom = new Error('boom')
    const { enumerator: other, told: heard } = listening(pushing('a', 'b'))
    expect(await other.run(Iteratee.foreach(() => { throw boom }))()).toEqual(E.left(boom)) // prettier-ignore
    expect([told, heard]).toEqual([[[new AbortError('enough'), Input.empty]], [[boom, Input.empty]]])
  })

  test('pushes keep their order, from whatever turn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 10 }), async (bursts) => {
        let n = 0
        const { enumerator } = listening((c) => {
          void (async () => {
            for (const [size, delay] of bursts) {
              for (let i = 0; i < size; i++) c.push(String(n++))
              await pause(delay)
            }
            c.end()
          })()
        })
        const slow = enumerator.mapM((s) => () => pause(1).then(() => s))
        expect(await slow.run(chunks)()).toEqual(E.right(Array.from({ length: n }, (_, i) => String(i))))
      })
    )
  })

  test('end twice is the first one', async () => {
    const { enumerator, told } = listening((c) => {
      c.end()
      c.endWith(new Error('foo'))
      c.eofAndEnd()
    })
    expect(await enumerator.andThen(Enumerator.of('b')).run(chunks)()).toEqual(E.right(['b']))
    expect(told).toEqual(['complete'])
  })

  test('what is waiting is bounded', async () => {
    const { enumerator, told } = listening(pushing(...Array<string>(1025).fill('a')))
    const result = await enumerator.run(chunks)()
    expect(E.isLeft(result) && result.left).toBeInstanceOf(OverflowError)
    expect(told).toEqual([[E.isLeft(result) && result.left, Input.empty]])
    const { enumerator: dropping } = listening(
      (c) => {
        pushing('a', 'b', 'c')(c)
        c.end()
      },
      { buffer: 2, policy: 'dropOldest' }
    )
    expect(await dropping.run(chunks)()).toEqual(E.right(['b', 'c']))
  })
})

test('what the callbacks throw is the failure of the run, unless that has failed before', async () => {
  const boom = new Error('boom')
  const fail = (): never => {
    throw boom
  }
  const ends = (c: Channel<string>): void => {
    c.end()
  }
  const { enumerator: first, told } = listening(fail)
  expect(await first.run(chunks)()).toEqual(E.left(boom))
  expect(told).toEqual([[boom, Input.empty]])
  expect(await listening(ends, { onComplete: fail }).enumerator.run(chunks)()).toEqual(E.left(boom))
  expect(await listening(ends, { onComplete: fail }).enumerator.run(Iteratee.done(1))()).toEqual(E.left(boom))
  const failing = Iteratee.error(new Error('mine'))
  expect(await listening(ends, { onError: fail }).enumerator.run(failing)()).toEqual(E.left(new Error('mine')))
})

test.each([
  [{ buffer: 0 }, RangeError],
  [{ policy: 'wait' as 'block' }, TypeError],
  [{ onDone: () => undefined } as Partial<UnicastOptions<string>>, TypeError]
])('what is refused: %j', (options, error) => {
  expect(() => Concurrent.unicast<string>({ onStart: () => undefined, ...options })).toThrow(error)
})
