/** Sources that hold something: each of 1, 2, 3, counted when it is released. */
import { Enumeratee, Enumerator } from 'fp-ts-iteratee'
import * as O from 'fp-ts/lib/Option.js'
import { pause } from 'fp-ts-iteratee/laws'

export interface Held {
  readonly enumerator: Enumerator<number>
  /** how often it was acquired, and how often released */
  readonly count: { acquired: number; released: number }
}

const elements = [1, 2, 3]

const held = (make: (acquire: () => void, release: () => void) => Enumerator<number>) => (): Held => {
  const count = { acquired: 0, released: 0 }
  const enumerator = make(
    () => count.acquired++,
    () => count.released++
  )
  return { enumerator, count }
}

/** What is listened to, and emits them by and by. */
const events = (acquire: () => void, release: () => void): Enumerator<number> => {
  const target = {
    addEventListener: (_: string, listener: (event: number) => void): void => {
      acquire()
      void (async () => {
        for (const n of elements) {
          await pause(2)
          listener(n)
        }
      })()
    },
    removeEventListener: release
  }
  return Enumerator.fromEvent<number>(target, 'n')
}

/** A sync iterator that says so when it has ended, or has been told to. */
const iterable = (acquire: () => void, release: () => void): Iterable<number> => ({
  *[Symbol.iterator]() {
    acquire()
    try {
      yield* elements
    } finally {
      release()
    }
  }
})

const asyncIterable = (acquire: () => void, release: () => void): AsyncIterable<number> => ({
  async *[Symbol.asyncIterator]() {
    acquire()
    try {
      for (const n of elements) {
        await pause(2)
        yield n
      }
    } finally {
      release()
    }
  }
})

const channel = (acquire: () => void, release: () => void): Enumerator<number> =>
  Enumerator.async((channel) => {
    acquire()
    void (async () => {
      for (const n of elements) {
        await pause(2)
        channel.push(n)
      }
      channel.end()
    })()
    return release
  })

const onDone = (source: Enumerator<number>) =>
  held((acquire, release) =>
    Enumerator.defer(() => {
      acquire()
      return source.onDoneEnumerating(release)
    })
  )

const bracket = (use: () => Enumerator<number>) => (acquire: () => void, release: () => void) =>
  Enumerator.bracket(
    async () => acquire(),
    use,
    () => async () => {
      await pause(3)
      release()
    }
  )

const elementsLater = bracket(() => Enumerator.of(...elements).mapM((n) => async () => n))

/** Either of its two ends is a release. The `EOF` it sends is a branch's, and so goes no further. */
const callback = (acquire: () => void, release: () => void): Enumerator<number> => {
  const next = () => {
    let i = 0
    acquire()
    return Enumerator.fromCallback1(() => async () => O.fromNullable(elements[i++]), release, release)
  }
  return Enumerator.interleave(Enumerator.empty, Enumerator.defer(next))
}

/** All of 1, 2, 3. */
export const heldSources: Readonly<Record<string, () => Held>> = {
  'onDoneEnumerating of an array': onDone(Enumerator.of(...elements)),
  'onDoneEnumerating of what waits': onDone(Enumerator.of(...elements).mapM((n) => async () => n)),
  'an iterator': held((acquire, release) => Enumerator.fromIterable(iterable(acquire, release))),
  'an async iterator': held((acquire, release) => Enumerator.fromAsyncIterable(asyncIterable(acquire, release))),
  'async, pushed to later': held(channel),
  'async, pushed to at once': held((acquire, release) =>
    Enumerator.async((channel) => {
      acquire()
      for (const n of elements) channel.push(n)
      channel.end()
      return release
    })
  ),
  'events, cut short': held((acquire, release) => events(acquire, release).through(Enumeratee.take(3))),
  'an iteration of an iterator': held((acquire, release) =>
    Enumerator.fromAsyncIterable(Enumerator.toAsyncIterable(Enumerator.fromIterable(iterable(acquire, release))))
  ),
  'an iterator within flatMap': held((acquire, release) =>
    Enumerator.of(0).flatMap(() => Enumerator.fromIterable(iterable(acquire, release)))
  ),
  'an async iterator within interleave': held((acquire, release) =>
    Enumerator.interleave(Enumerator.empty, Enumerator.fromAsyncIterable(asyncIterable(acquire, release)))
  ),
  'a channel behind map, after another': held((acquire, release) =>
    Enumerator.empty.andThen(channel(acquire, release)).map((n) => n)
  ),
  'a bracket': held(bracket(() => Enumerator.of(...elements))),
  'a bracket of what waits': held(elementsLater),
  fromCallback1: held(callback),
  'tick, cut short': onDone(
    Enumerator.tick(1)
      .through(Enumeratee.take(3))
      .map((n) => n + 1)
  ),
  'a bracket within flatten': held((acquire, release) =>
    Enumerator.flatten(async () => elementsLater(acquire, release))
  ),
  'a bracket that is heading': held((acquire, release) =>
    Enumerator.empty.through(Enumeratee.heading(elementsLater(acquire, release)))
  ),
  'a bracket that is trailing': held((acquire, release) =>
    Enumerator.empty.through(Enumeratee.trailing(elementsLater(acquire, release)))
  ),
  'a bracket within mapFlatten': held((acquire, release) =>
    Enumerator.of(0).through(Enumeratee.mapFlatten(() => elementsLater(acquire, release)))
  ),
  'a bracket within mapInputFlatten': held((acquire, release) =>
    Enumerator.of(0).through(
      Enumeratee.mapInputFlatten((input) => (input._tag === 'El' ? elementsLater(acquire, release) : Enumerator.empty))
    )
  ),
  'a bracket behind timeout': held((acquire, release) =>
    elementsLater(acquire, release).through(Enumeratee.timeout(1_000_000))
  ),
  'a bracket behind keepAlive': held((acquire, release) =>
    elementsLater(acquire, release).through(Enumeratee.keepAlive(1_000_000, 0))
  ),
  'a bracket behind takeUntil': held((acquire, release) =>
    elementsLater(acquire, release).through(Enumeratee.takeUntil(new AbortController().signal))
  ),
  'a bracket behind parMapM': held((acquire, release) =>
    elementsLater(acquire, release).through(Enumeratee.parMapM(2, (n: number) => async () => n))
  ),
  'a channel behind groupedWithin': held((acquire, release) =>
    channel(acquire, release)
      .through(Enumeratee.groupedWithin(1, 1_000_000))
      .through(Enumeratee.mapConcat((group) => group))
  )
}

/** Sources that are acquired and then stay idle for ever. */
export const idleSources: Readonly<Record<string, () => Held>> = {
  async: held((acquire, release) =>
    Enumerator.async<number>(() => {
      acquire()
      return release
    })
  ),
  'onDoneEnumerating of what never answers': onDone(
    Enumerator.unfoldM<number, number>(0, () => () => new Promise<never>(() => undefined))
  ),
  'an async iterator that never answers': held((acquire, release) =>
    Enumerator.fromAsyncIterable<number>({
      [Symbol.asyncIterator]: () => {
        acquire()
        return {
          next: () => new Promise<never>(() => undefined),
          return: async () => {
            release()
            return { done: true, value: undefined }
          }
        }
      }
    })
  ),
  'onDoneEnumerating of tick': onDone(Enumerator.tick(1_000_000)),
  'onDoneEnumerating of timer': onDone(Enumerator.timer(1_000_000)),
  events: held((acquire, release) =>
    Enumerator.fromEvent<number>({ addEventListener: acquire, removeEventListener: release }, 'n')
  ),
  'an iteration of what is pushed to': held((acquire, release) =>
    Enumerator.fromAsyncIterable(
      Enumerator.toAsyncIterable(
        Enumerator.async<number>(() => {
          acquire()
          return release
        })
      )
    )
  ),
  'a bracket': held(bracket(() => Enumerator.never)),
  fromCallback1: held((acquire, release) =>
    Enumerator.defer(() => {
      acquire()
      return Enumerator.fromCallback1<number>(() => () => new Promise<never>(() => undefined), release, release)
    })
  ),
  'a bracket that is heading': held((acquire, release) =>
    Enumerator.empty.through(Enumeratee.heading(bracket(() => Enumerator.never)(acquire, release)))
  ),
  'a bracket that is trailing': held((acquire, release) =>
    Enumerator.empty.through(Enumeratee.trailing(bracket(() => Enumerator.never)(acquire, release)))
  ),
  'a bracket within mapFlatten': held((acquire, release) =>
    Enumerator.of(0).through(Enumeratee.mapFlatten(() => bracket(() => Enumerator.never)(acquire, release)))
  ),
  'async within interleave within flatMap': held((acquire, release) =>
    Enumerator.of(0).flatMap(() =>
      Enumerator.interleave(
        Enumerator.tick(1_000_000),
        Enumerator.async<number>(() => {
          acquire()
          return release
        })
      )
    )
  )
}
