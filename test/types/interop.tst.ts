import { EventEmitter } from 'node:events'
import { createServer } from 'node:http'
import type { Either } from 'fp-ts/lib/Either.js'
import { Enumerator } from 'fp-ts-iteratee'
import { describe, expect, it } from 'tstyche'

declare const button: HTMLButtonElement
declare const socket: WebSocket
declare const emitter: EventEmitter
declare const typed: EventEmitter<{ readonly tick: [n: number]; readonly tock: [s: string, b: boolean] }>

describe('fromEvent', () => {
  it('knows the events of the DOM', () => {
    expect(Enumerator.fromEvent(button, 'click')).type.toBe<Enumerator<PointerEvent>>()
    expect(Enumerator.fromEvent(button, 'keydown')).type.toBe<Enumerator<KeyboardEvent>>()
    expect(Enumerator.fromEvent(window, 'hashchange')).type.toBe<Enumerator<HashChangeEvent>>()
    expect(Enumerator.fromEvent(socket, 'message')).type.toBe<Enumerator<MessageEvent>>()
    expect(Enumerator.fromEvent(new AbortController().signal, 'abort')).type.toBe<Enumerator<Event>>()
  })

  it('knows that those of a name of its own are events', () => {
    expect(Enumerator.fromEvent(button, 'my-event')).type.toBe<Enumerator<Event>>()
    expect(Enumerator.fromEvent(new EventTarget(), 'click')).type.toBe<Enumerator<Event>>()
  })

  it('knows nothing of those of emitters, unless it is told', () => {
    expect(Enumerator.fromEvent(emitter, 'data')).type.toBe<Enumerator<unknown>>()
    expect(Enumerator.fromEvent<Buffer>(createServer(), 'data')).type.toBe<Enumerator<Buffer>>()
    expect(Enumerator.fromEvent<number>(typed, 'tick', { policy: 'dropOldest' })).type.toBe<Enumerator<number>>()
    expect(Enumerator.fromEvent<number>(typed, 'tick', { select: Number })).type.toBe<Enumerator<number>>()
  })

  it('gives select what the listener is handed', () => {
    expect(Enumerator.fromEvent(button, 'keydown', { select: (event) => event.key })).type.toBe<Enumerator<string>>()
    expect(Enumerator.fromEvent(socket, 'message', { select: ({ data }) => String(data) })).type.toBe<
      Enumerator<string>
    >()
    expect(
      Enumerator.fromEvent(emitter, 'exit', {
        select: (code: number, signal: string | null) => [code, signal] as const
      })
    ).type.toBe<Enumerator<readonly [number, string | null]>>()
    expect(Enumerator.fromEvent(emitter, 'exit', { select: (...all) => all })).type.toBe<
      Enumerator<[event: unknown, ...more: unknown[]]>
    >()
    expect(Enumerator.fromEvent(emitter, 'exit', { select: () => 1 as const })).type.toBe<Enumerator<1>>()
    expect(Enumerator.fromEvent(button, 'click', { capacity: 1, policy: 'dropNewest' })).type.toBe<
      Enumerator<PointerEvent>
    >()
  })

  it('takes nothing that it cannot listen to', () => {
    expect(Enumerator.fromEvent).type.not.toBeCallableWith({}, 'click')
    expect(Enumerator.fromEvent).type.not.toBeCallableWith({ on: () => undefined }, 'click')
    expect(Enumerator.fromEvent).type.not.toBeCallableWith(button, 'click', { policy: 'block' })
    expect(Enumerator.fromEvent).type.not.toBeCallableWith(button, 'click', { passive: true })
  })
})
export type X = Either<1, 2>
