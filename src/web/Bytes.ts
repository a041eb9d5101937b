import { type Either, left } from 'fp-ts/lib/Either.js'
import { WholeText } from '../chunk/wholeText.js'
import { AbortError, toError } from '../Errors.js'
import { More, type Signal, soon, Stop } from '../kernel/Signal.js'
import type { Closed, ResponseHooks } from '../push/hooks.js'
import type { Writeable } from '../push/Writeable.js'
import { Outlet } from './Outlet.js'

/** How much may be gathered before it leaves, in code units or bytes. */
const gatheredAtMost = 16 * 1024

/** How many turns of the microtask queue may pass between elements that leave together: an async generator takes three. */
const patience = 4

/** An outlet of bytes: what is ready together leaves in one chunk. */
export class Bytes<A> extends Outlet<A, Uint8Array> {
  private readonly text = new WholeText()
  /** what is to leave; only while it is wanted; no two strings side by side */
  private gathered: (string | Uint8Array)[] = []
  private gatheredSize = 0
  private scheduled = false
  private openedAt: number | undefined
  private bytes = 0
  private chunks = 0
  private elements = 0

  constructor(
    controller: ReadableStreamDefaultController<Uint8Array>,
    private readonly writeable: Writeable<A>,
    private readonly hooks: ResponseHooks
  ) {
    super(controller)
  }

  override start(): Signal {
    this.openedAt = performance.now()
    this.hooks.onOpen?.()
    return More
  }

  push(element: A): Signal {
    if (this.stopped()) return Stop
    if (!this.wanted) {
      return this.wait().hang({ resume: (signal) => (signal === Stop ? Stop : this.push(element)) })
    }
    const content = this.writeable.transform(element)
    this.elements++
    if (content.length === 0) return More
    this.add(content)
    if (this.gatheredSize >= gatheredAtMost) return this.leave() ? More : this.wait()
    this.schedule()
    return More
  }

  protected override finish(ended: Either<Error, void>): Either<Error, void> {
    this.gather(this.text.rest())
    this.flush()
    const { openedAt, bytes, chunks, elements } = this
    if (openedAt === undefined) return ended
    try {
      const ms = performance.now() - openedAt
      const why = ended._tag === 'Left' ? { error: ended.left } : {}
      this.hooks.onClose?.({ reason: this.reasonOf(ended), bytes, chunks, elements, ms, ...why })
      return ended
    } catch (thrown) {
      return ended._tag === 'Left' ? ended : left(toError(thrown))
    }
  }

  private reasonOf(ended: Either<Error, void>): Closed['reason'] {
    if (this.left) return 'disconnected'
    if (ended._tag === 'Right') return 'finished'
    return ended.left instanceof AbortError ? 'interrupted' : 'failed'
  }

  private add(content: string | Uint8Array): void {
    if (typeof content === 'string') this.gather(this.text.add(content))
    else {
      this.gather(this.text.rest())
      this.gather(content)
    }
  }

  private gather(content: string | Uint8Array): void {
    const { gathered } = this
    if (content.length === 0) return
    const last = gathered.length - 1
    const before = gathered[last]
    if (typeof content === 'string' && typeof before === 'string') gathered[last] = before + content
    else gathered.push(content)
    this.gatheredSize += content.length
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    this.linger()
  }

  /** Elements may follow each other with a promise or two between. */
  private linger(left = patience, seen = this.elements): void {
    soon(() => {
      if (left > 0) this.linger(seen === this.elements ? left - 1 : patience)
      else {
        this.scheduled = false
        this.flush()
      }
    })
  }

  private flush(): void {
    if (this.gathered.length > 0 && !this.left) this.leave()
  }

  /** True if there is room for more. */
  private leave(): boolean {
    const chunk = joined(this.gathered)
    this.gathered = []
    this.gatheredSize = 0
    this.bytes += chunk.length
    this.chunks++
    return this.give(chunk)
  }
}

const encoder = new TextEncoder()

const joined = (contents: ReadonlyArray<string | Uint8Array>): Uint8Array => {
  const pieces = contents.map((content) => (typeof content === 'string' ? encoder.encode(content) : content))
  if (pieces.length === 1) return pieces[0] as Uint8Array
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
