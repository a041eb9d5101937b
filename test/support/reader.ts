/** A client's side of a response: it takes what comes only while it is told to. */
import type { Readable } from 'node:stream'

export class Reader {
  private readonly parts: Buffer[] = []
  private waiting: (() => void)[] = []
  private over = false
  /** how many bytes it has taken */
  bytes = 0
  /** `cut`: it sees that the response is not whole. Resolves only while it reads. */
  readonly ended: Promise<'whole' | 'cut'>

  constructor(
    private readonly message: Readable,
    isWhole: () => boolean
  ) {
    message.pause().on('error', () => undefined)
    message.on('data', (part: Buffer) => {
      this.parts.push(part)
      this.bytes += part.length
      this.tell()
    })
    this.ended = new Promise((resolve) => {
      const end = (): void => {
        this.over = true
        resolve(isWhole() ? 'whole' : 'cut')
        this.tell()
      }
      message.once('end', end).once('close', end)
    })
  }

  /** what it has taken */
  get received(): string {
    return Buffer.concat(this.parts).toString()
  }

  /** Takes what comes. */
  read(): this {
    this.message.resume()
    return this
  }

  /** Takes nothing more. */
  rest(): void {
    this.message.pause()
  }

  /** Resolves when it has taken so much; fails where the response ends before. */
  async until(enough: (reader: this) => boolean): Promise<void> {
    while (!enough(this)) {
      if (this.over) throw new Error(`the response has ended after ${String(this.bytes)} bytes`)
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
  }

  private tell(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}
