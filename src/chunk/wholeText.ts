/**
 * Text that is cut anywhere, so that each piece can be encoded by itself.
 *
 * Law: the pieces joined, and the rest, are what was given; no surrogate pair is cut.
 */
export class WholeText {
  private half = ''

  /** What can leave now: half a surrogate pair at its end is kept for the text that follows. */
  add(text: string): string {
    const whole = this.half + text
    const isCut = (whole.charCodeAt(whole.length - 1) & 0xfc00) === 0xd800
    this.half = isCut ? whole.slice(-1) : ''
    return isCut ? whole.slice(0, -1) : whole
  }

  /** What was kept: no text follows. */
  rest(): string {
    const { half } = this
    this.half = ''
    return half
  }
}
