/**
 * The libraries, each driven as its own users would, behind one small vocabulary, so that a row is written once.
 *
 * A word that a library does not have is left out; rows that need it leave that library out.
 */
import * as M from '@most/core'
import { asap, newDefaultScheduler } from '@most/scheduler'
import { Effect, Stream } from 'effect'
import { Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import * as Rx from 'rxjs'

const ours = {
  name: 'fp-ts-iteratee',
  from: Enumerator.fromIterable,
  fromAsync: Enumerator.fromAsyncIterable,
  map: (f, s) => s.map(f),
  filter: (f, s) => s.filter(f),
  scan: (f, z, s) => s.through(Enumeratee.scanLeft(z, f)),
  take: (n, s) => s.through(Enumeratee.take(n)),
  drop: (n, s) => s.through(Enumeratee.drop(n)),
  flatten: (s) => s.flatMap(Enumerator.fromIterable),
  flattenChunks: (s) => s.through(Enumeratee.mapConcat((chunk) => chunk)),
  fold: async (f, z, s) => {
    const result = await s.run(Iteratee.fold(z, f))()
    if (result._tag === 'Left') throw result.left
    return result.right
  }
}

// @most/core has neither a source of an array nor a reduce: its own performance suite brings both along, like these

const scheduler = newDefaultScheduler()

class ArraySource {
  constructor(elements) {
    this.elements = elements
  }

  run(sink, scheduler) {
    return asap(new ArrayTask(this.elements, sink), scheduler)
  }
}

class ArrayTask {
  constructor(elements, sink) {
    this.elements = elements
    this.sink = sink
    this.active = true
  }

  run(time) {
    const { elements, sink } = this
    for (let i = 0; i < elements.length && this.active; i++) sink.event(time, elements[i])
    if (this.active) sink.end(time)
  }

  error(time, error) {
    this.sink.error(time, error)
  }

  dispose() {
    this.active = false
  }
}

class FoldSink {
  constructor(f, state, resolve, reject) {
    this.f = f
    this.state = state
    this.resolve = resolve
    this.reject = reject
  }

  event(time, x) {
    this.state = this.f(this.state, x)
  }

  end() {
    this.resolve(this.state)
  }

  error(time, error) {
    this.reject(error)
  }
}

const mostFrom = (elements) => new ArraySource(elements)

const most = {
  name: '@most/core',
  from: mostFrom,
  map: M.map,
  filter: M.filter,
  scan: M.scan,
  take: M.take,
  drop: M.skip,
  flatten: (s) => M.chain(mostFrom, s),
  fold: (f, z, s) => new Promise((resolve, reject) => M.run(new FoldSink(f, z, resolve, reject), scheduler, s))
}

const rxjs = {
  name: 'rxjs',
  from: Rx.from,
  fromAsync: Rx.from,
  map: (f, s) => s.pipe(Rx.map(f)),
  filter: (f, s) => s.pipe(Rx.filter(f)),
  scan: (f, z, s) => s.pipe(Rx.scan(f, z)),
  take: (n, s) => s.pipe(Rx.take(n)),
  drop: (n, s) => s.pipe(Rx.skip(n)),
  flatten: (s) => s.pipe(Rx.mergeMap((x) => x)),
  flattenChunks: (s) => s.pipe(Rx.mergeMap((x) => x)),
  fold: (f, z, s) => Rx.lastValueFrom(s.pipe(Rx.reduce(f, z)))
}

const effect = {
  name: 'effect',
  from: Stream.fromArray,
  fromAsync: (iterable) => Stream.fromAsyncIterable(iterable, (error) => error),
  map: (f, s) => Stream.map(s, f),
  filter: (f, s) => Stream.filter(s, f),
  scan: (f, z, s) => Stream.scan(s, () => z, f),
  take: (n, s) => Stream.take(s, n),
  drop: (n, s) => Stream.drop(s, n),
  flatten: (s) => Stream.flatMap(s, Stream.fromArray),
  flattenChunks: Stream.flattenArray,
  fold: (f, z, s) => Effect.runPromise(Stream.runFold(s, () => z, f))
}

export const libraries = [ours, most, rxjs, effect]
