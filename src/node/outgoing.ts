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
 * Law: what is taken and what is dropped is what was added, in order, each once.
 */
export class Outgoing {
  private parts: Content[] = nothing
  /** the parts before it have left */
  private first = 0
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
    this.first++
    if (this.count === 0) this.clear()
    else if (this.first > 1024 && this.first > this.count) this.forget()
  }

  /** All, as one. */
  takeAll(): Uint8Array {
    const parts = this.first === 0 ? this.parts : this.parts.slice(this.first)
    this.clear()
    return joined(parts)
  }

  /** The oldest, of so many bytes or of one more than fit in there; for those that were counted by {@link sizeOf}. */
  takeSome(most: number): Uint8Array {
    let taken = 0
    let end = this.first
    while (taken < most && end < this.parts.length) taken += sizeOf(this.parts[end++] as Content)
    if (end === this.parts.length) return this.takeAll()
    const chunk = joined(this.parts.slice(this.first, end))
    this.first = end
    this.size -= taken
    this.forget()
    return chunk
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
}

const joined = (parts: ReadonlyArray<Content>): Uint8Array =>
  parts.every((part) => typeof part === 'string')
    ? Buffer.from(parts.join(''))
    : Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
