/** What is to be written, in order. */

export type Content = string | Uint8Array

/** In bytes; text as UTF-8. */
export const sizeOf = (content: Content): number =>
  typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength

/** Never added to: most responses are idle, and have nothing to write. */
const nothing: Content[] = []

/**
 * A queue. Text stays text until it is written: one that is sent to many clients is held once for all of them.
 *
 * Law: what is taken and what is dropped is what was added, in order, each once; text that follows on text is one text,
 * so that it makes no difference to its bytes where it was cut, within a surrogate pair too, and when it was taken.
 */
export class Outgoing {
  private parts: Content[] = nothing
  /** the parts before it have left */
  private first = 0
  /** of a surrogate pair, the end of what has been taken: it leaves with what follows */
  private half = ''
  /** as it was counted by those who added */
  size = 0

  get count(): number {
    return this.parts.length - this.first
  }

  add(content: Content, size: number): void {
    if (this.parts === nothing) this.parts = [content]
    else this.parts.push(content)
    this.size += size
  }

  /** The oldest one leaves, unwritten; for those that were counted by {@link sizeOf}. */
  dropOldest(): void {
    this.size -= sizeOf(this.parts[this.first] as Content)
    // what was dropped is not to be held until the parts are moved up
    this.parts[this.first++] = ''
    if (this.count === 0) this.clear()
    else if (this.first > 1024 && this.first > this.count) this.forget()
  }

  /** All, as one: text, where it is nothing else. Half a surrogate pair at its end is kept for the text that follows. */
  take(): Content {
    const parts = this.first === 0 ? this.parts : this.parts.slice(this.first)
    this.clear()
    return this.joined(parts)
  }

  /** The same, as bytes. */
  takeAll(): Uint8Array {
    return bytesOf(this.take())
  }

  /** The oldest, of so many bytes or of one more than fit in there; for those that were counted by {@link sizeOf}. */
  takeSome(most: number): Uint8Array {
    let taken = 0
    let end = this.first
    while (taken < most && end < this.parts.length) taken += sizeOf(this.parts[end++] as Content)
    if (end === this.parts.length) return this.takeAll()
    const some = this.parts.slice(this.first, end)
    this.first = end
    this.size -= taken
    this.forget()
    return bytesOf(this.joined(some))
  }

  /** All, and this, as one: nothing follows. */
  takeLast(last: Content): Uint8Array {
    if (last.length > 0) this.add(last, 0)
    const bytes = this.takeAll()
    const { half } = this
    this.half = ''
    return half === '' ? bytes : Buffer.concat([bytes, Buffer.from(half)])
  }

  clear(): void {
    this.parts = nothing
    this.first = 0
    this.size = 0
  }

  private forget(): void {
    this.parts = this.parts.slice(this.first)
    this.first = 0
  }

  private joined(parts: ReadonlyArray<Content>): Content {
    const first = parts[0]
    // as most are: a text alone
    if (parts.length === 1 && typeof first === 'string' && this.half === '' && !endsInHalf(first)) return first
    const runs = textsJoined(this.half === '' ? parts : [this.half, ...parts])
    const last = runs.at(-1)
    this.half = typeof last === 'string' && endsInHalf(last) ? last.slice(-1) : ''
    const whole = this.half === '' ? runs : [...runs.slice(0, -1), last?.slice(0, -1) ?? '']
    const [only = ''] = whole
    if (whole.length < 2 && typeof only === 'string') return only
    // bytes are copied, as they may be changed by those who gave them
    return Buffer.concat(whole.map(bytesOf))
  }
}

/** Text as UTF-8. */
export const bytesOf = (content: Content): Uint8Array => (typeof content === 'string' ? Buffer.from(content) : content)

/** Text that follows on text is one text. */
const textsJoined = (parts: ReadonlyArray<Content>): ReadonlyArray<Content> => {
  if (parts.length < 2) return parts
  if (parts.every((part) => typeof part === 'string')) return [parts.join('')]
  const runs: Content[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (typeof part === 'string' && typeof last === 'string') runs[runs.length - 1] = last + part
    else runs.push(part)
  }
  return runs
}

const endsInHalf = (text: string): boolean => (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800
