/** @most/core has neither a source of an array nor a fold: these two are the benchmark's. */
import * as M from '@most/core'
import { asap, newDefaultScheduler } from '@most/scheduler'

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

const fold = (f, z, s) => new Promise((resolve, reject) => M.run(new FoldSink(f, z, resolve, reject), scheduler, s))

const foldBoth = (f, g, z, s) => {
  const shared = M.multicast(s)
  return Promise.all([fold(f, z, shared), fold(g, z, shared)])
}

export const most = {
  name: '@most/core',
  from: (elements) => new ArraySource(elements),
  map: M.map,
  filter: M.filter,
  scan: M.scan,
  dedupe: M.skipRepeats,
  take: M.take,
  drop: M.skip,
  flatMap: M.chain,
  concatMap: M.concatMap,
  merge: M.mergeArray,
  mapM: (f, s) => M.concatMap((x) => M.fromPromise(f(x)), s),
  fold,
  foldBoth
}
