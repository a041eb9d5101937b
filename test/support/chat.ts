/** The chat of examples/chat in processes of its own, and clients that speak and listen as its page does. */
import { Iteratee, ServerSentEvent } from 'fp-ts-iteratee'
import type { Envelope, EventId } from 'fp-ts-iteratee/Hub'
import { PublishError } from 'fp-ts-iteratee/redis'
import { fromReadableStream } from 'fp-ts-iteratee/web'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { createContext, runInContext } from 'node:vm'
import { Program } from './program'

export interface Said {
  readonly who: string
  readonly text: string
  readonly at: number
  readonly process: number
}

export interface Chat {
  readonly program: Program
  readonly url: string
}

/** Not one that listens: what becomes of it is the test's. */
export const chatProgram = (args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): Program =>
  new Program('examples/chat/server.mjs', args, { PORT: '0', REDIS_URL: '', WORKERS: '', ...env })

export const chat = async (env: Readonly<Record<string, string>> = {}): Promise<Chat> => {
  const program = chatProgram([], env)
  return { program, url: await program.line() }
}

export const portOf = (url: string): string => new URL(url).port

/** ms: a connection that is handed to a worker as that is killed is answered by nobody, nor cut. */
const answeredWithin = 5000

export const post = (url: string, body: unknown, room = 'lobby'): Promise<Response> =>
  fetch(new URL(`/rooms/${room}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(answeredWithin),
    body: typeof body === 'string' ? body : JSON.stringify(body)
  })

/** Answers the id. */
export const say = async (url: string, who: string, text: string, room?: string): Promise<EventId> => {
  const answer = await post(url, { who, text }, room)
  if (answer.status !== 201) throw new Error(`${String(answer.status)} ${await answer.text()}`)
  return ((await answer.json()) as { id: EventId }).id
}

// -------------------------------------------------------------------------------------
// listeners
// -------------------------------------------------------------------------------------

export type Form = 'text/event-stream' | 'text/html'

export interface ListenerOptions<A> {
  /** where it goes, one after the other, whenever it is cut off */
  readonly urls: ReadonlyArray<string>
  readonly read: (said: Said) => A
  readonly room?: string
  readonly form?: Form
  readonly after?: EventId
}

export interface Listener<A> {
  readonly handed: ReadonlyArray<Envelope<A>>
  readonly lastId: () => EventId
  /** Resolves when it has been handed so many. */
  readonly until: (n: number) => Promise<void>
  readonly untilData: (data: A) => Promise<void>
  /** how often it was answered */
  readonly connections: () => number
  /** the last that it was sent, as it came */
  readonly received: () => string
  /** Resolves when a connection has ended; it comes back after that. */
  readonly untilCut: () => Promise<void>
  readonly result: Promise<E.Either<Error, void>>
  readonly leave: () => void
}

const open: { leave: () => void; result: Promise<unknown> }[] = []

/** To be called after each test that listens. */
export const closeListeners = async (): Promise<void> => {
  await Promise.all(
    open.splice(0).map(({ leave, result }) => {
      leave()
      return result
    })
  )
}

/** Listens to a room, and comes back with the last id whenever it is cut off, until it leaves. */
export const listening = <A>(options: ListenerOptions<A>): Listener<A> => {
  const { urls, read, room = 'lobby', form = 'text/event-stream', after = '0' } = options
  const handed: Envelope<A>[] = []
  const looks = new Set<() => void>()
  const look = (): void => looks.forEach((look) => look())
  let [lastId, connections, cuts, received, left] = [after, 0, 0, '', false]
  let connection = new AbortController()

  const hand = (envelope: Envelope<Said>): void => {
    lastId = envelope._tag === 'Event' ? envelope.id : envelope.resumesAt
    handed.push(envelope._tag === 'Event' ? { ...envelope, data: read(envelope.data) } : envelope)
    look()
  }

  const connect = async (url: string): Promise<void> => {
    connection = new AbortController()
    const address = new URL(`/rooms/${room}`, url)
    if (form === 'text/html') address.searchParams.set('lastEventId', lastId)
    const headers = { accept: form, ...(form === 'text/html' ? {} : { 'last-event-id': lastId }) }
    const unanswered = setTimeout(() => connection.abort(), answeredWithin)
    const response = await fetch(address, { headers, signal: connection.signal }).finally(() =>
      clearTimeout(unanswered)
    )
    if (response.status !== 200 || response.body === null) throw new Error(await response.text())
    connections++
    received = ''
    const pieces = fromReadableStream(() => response.body).map((bytes: Uint8Array) => Buffer.from(bytes))
    const decoder = new TextDecoder()
    const texts = pieces.map((bytes) => {
      const text = decoder.decode(bytes, { stream: true })
      received += text
      return text
    })
    if (form === 'text/html') await texts.run(Iteratee.foreach(scripts(hand)))()
    else {
      const dispatched = texts.through(ServerSentEvent.decode())
      await dispatched.run(
        Iteratee.foreach(({ event, data, lastEventId }) => hand(envelopeOf(event, data, lastEventId)))
      )()
    }
  }

  const listen = async (): Promise<E.Either<Error, void>> => {
    // `leave` may be called at any time
    const hasLeft = (): boolean => left
    for (let i = 0; !hasLeft(); i++) {
      await connect(urls[i % urls.length]!).catch(() => {})
      cuts++
      look()
    }
    return E.right(undefined)
  }

  const when = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return
        looks.delete(look)
        resolve()
      }
      looks.add(look)
      look()
    })

  const leave = (): void => {
    left = true
    connection.abort()
  }
  const result = listen()
  open.push({ leave, result })
  return {
    handed,
    lastId: () => lastId,
    until: (n) => when(() => handed.length >= n),
    untilData: (data) => when(() => handed.some((envelope) => envelope._tag === 'Event' && envelope.data === data)),
    connections: () => connections,
    received: () => received,
    untilCut: () => {
      const before = cuts
      return when(() => cuts > before)
    },
    result,
    leave
  }
}

const envelopeOf = (event: string, data: string, id: string): Envelope<Said> => {
  const parsed = JSON.parse(data) as unknown
  return event === 'gap'
    ? { _tag: 'Gap', ...(parsed as { after: string; resumesAt: string }) }
    : { _tag: 'Event', id, data: parsed as Said }
}

/** Runs the scripts of a Comet stream as they arrive. */
const scripts = (hand: (envelope: Envelope<Said>) => void): ((text: string) => void) => {
  const cometMessage = (envelope: Envelope<Said>, id: string): void => {
    const own = JSON.parse(JSON.stringify(envelope)) as Envelope<Said>
    expect(own._tag === 'Event' ? own.id : own.resumesAt).toBe(id)
    hand(own)
  }
  const document = { currentScript: { remove: () => {} } }
  const page = createContext({ document, parent: {}, frameElement: { cometMessage } })
  let held = ''
  return (text) => {
    const whole = (held + text).split('</script>')
    held = whole.pop() ?? ''
    for (const script of whole) runInContext(script.replace(/^[^]*?<script[^>]*>/, ''), page)
  }
}

// -------------------------------------------------------------------------------------
// numbers, for test/support/publishing
// -------------------------------------------------------------------------------------

export const asNumber = ({ text }: Said): number => Number(text)

/** Says numbers, one after the other, at the first of these; at the next one when that does not answer. */
export const numbersTo = (...urls: ReadonlyArray<string>): { publish: (n: number) => TaskEither<Error, EventId> } => {
  let at = 0
  return {
    publish: (n) => async () => {
      try {
        const answer = await post(urls[at % urls.length]!, { who: 'somebody', text: String(n) })
        const text = await answer.text()
        if (answer.status === 201) return E.right((JSON.parse(text) as { id: EventId }).id)
        return E.left(new PublishError(text, text.startsWith('it was not said') ? 'no' : 'unknown'))
      } catch (error) {
        at++
        return E.left(new PublishError(String(error), 'unknown'))
      }
    }
  }
}
