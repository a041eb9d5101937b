// @ts-check

/** What stands at the end of a line that was cut. */
export const cutMark = ' … (cut)'

/**
 * Puts lines together from text that comes in pieces. Lines end in LF or CR LF. Of a line longer than `maxLength`
 * characters no more than those are kept, with a mark, so that memory is bounded whatever the text.
 *
 * Law: however a text is cut into pieces, the lines are the same.
 *
 * @param {number} [maxLength]
 */
export const lineSplitter = (maxLength = 64 * 1024) => {
  let held = ''
  let over = false

  /** @param {string} text */
  const hold = (text) => {
    if (over) return
    held += text
    // one more is allowed: it may be the CR of the line's end
    over = held.length > maxLength + 1
    if (over) held = held.slice(0, maxLength)
  }

  const take = () => {
    const line = !over && held.endsWith('\r') ? held.slice(0, -1) : held
    const tooLong = over || line.length > maxLength
    held = ''
    over = false
    // not through the middle of a surrogate pair
    return tooLong ? line.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '') + cutMark : line
  }

  return {
    /**
     * The lines that this text completes.
     *
     * @param {string} text
     */
    write: (text) => {
      const parts = text.split('\n')
      const last = /** @type {string} */ (parts.pop())
      const lines = parts.map((part) => {
        hold(part)
        return take()
      })
      hold(last)
      return lines
    },
    /** The last line, where it has no end. */
    flush: () => (held === '' ? [] : [take()])
  }
}
