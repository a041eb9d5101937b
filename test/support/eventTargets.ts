/** What events come from, each kind of it: it emits numbers, and says how many listen. */
import { Enumerator } from 'fp-ts-iteratee'
import { EventEmitter, getEventListeners } from 'node:events'

export interface Buffer {
  readonly capacity?: number
  readonly policy?: 'fail' | 'dropNewest' | 'dropOldest'
}

export interface Target {
  readonly emit: (n: number) => void
  /** of any event */
  readonly listeners: () => number
  /** the numbers that are emitted */
  readonly numbers: (buffer?: Buffer) => Enumerator<number>
  readonly select: <E>(f: (n: number) => E) => Enumerator<E>
  /** the events of another name */
  readonly named: (name: string) => Enumerator<unknown>
}

const emitter = (): Target => {
  const target = new EventEmitter()
  return {
    emit: (n) => target.emit('n', n),
    listeners: () => target.eventNames().reduce((sum, name) => sum + target.listenerCount(name), 0) / 2,
    numbers: (buffer) => Enumerator.fromEvent<number>(target, 'n', buffer),
    select: (f) => Enumerator.fromEvent(target, 'n', { select: f }),
    named: (name) => Enumerator.fromEvent(target, name)
  }
}

const eventTarget = (): Target => {
  const target = new EventTarget()
  const detail = ({ detail }: CustomEvent<number>): number => detail
  return {
    emit: (n) => target.dispatchEvent(new CustomEvent('n', { detail: n })),
    listeners: () => getEventListeners(target, 'n').length,
    numbers: (buffer) => Enumerator.fromEvent(target, 'n', { ...buffer, select: detail }),
    select: (f) => Enumerator.fromEvent(target, 'n', { select: (event: CustomEvent<number>) => f(detail(event)) }),
    named: (name) => Enumerator.fromEvent(target, name)
  }
}

/** Of one's own, with no more than is needed. */
const ownEmitter = (): Target => {
  const listening: (readonly [string, (...args: ReadonlyArray<unknown>) => void])[] = []
  const target = {
    on: (name: string, listener: (...args: ReadonlyArray<unknown>) => void) => listening.push([name, listener]),
    off: (name: string, listener: (...args: ReadonlyArray<unknown>) => void) => {
      listening.splice(
        listening.findIndex((one) => one[0] === name && one[1] === listener),
        1
      )
    }
  }
  return {
    emit: (n) => {
      for (const [name, listener] of [...listening]) if (name === 'n') listener(n)
    },
    listeners: () => listening.length / 2,
    numbers: (buffer) => Enumerator.fromEvent<number>(target, 'n', buffer),
    select: (f) => Enumerator.fromEvent(target, 'n', { select: f }),
    named: (name) => Enumerator.fromEvent(target, name)
  }
}

export const targets: ReadonlyArray<readonly [string, () => Target]> = [
  ['an EventEmitter', emitter],
  ['an EventTarget', eventTarget],
  ['what has on and off, and nothing else', ownEmitter]
]
