/**
 * Where the text of an event stream, which comes in pieces, is cut into events, as the HTML standard says ("9.2.6
 * Interpreting an event stream").
 */
import { lineCutter, type Unfinished } from '../enumeratee/lineCutter.js'
import { EventTooLongError } from '../Errors.js'
import type { Cut, Cutter } from '../kernel/stage/recut.js'

/** An event, as a browser dispatches it. */
export interface Dispatched {
  /** `'message'` where the stream does not say */
  readonly event: string
  /** its lines are separated by LF */
  readonly data: string
  /** the last id there was, also of an earlier event; empty where there was none */
  readonly lastEventId: string
  /** the time to wait before connecting again, in ms, where it was set since the event before */
  readonly retry?: number
}

interface Reading {
  readonly atStart: boolean
  readonly lines: Unfinished
  readonly block: Block
}

/** What the lines since the last empty one have set, and what holds beyond them. */
interface Block {
  data: string | undefined
  event: string
  lastEventId: string
  retry: number | undefined
  /** of the lines together, code units */
  length: number
  /** how many events were dispatched before */
  count: number
}

const byteOrderMark = 0xfeff
const space = 0x20

// how long a line may be depends on those before it
const cutter = lineCutter(Infinity)

export const eventCutter = (maxLength: number): Cutter<Reading, string, Dispatched> => ({
  begin: {
    atStart: true,
    lines: cutter.begin,
    block: { data: undefined, event: '', lastEventId: '', retry: undefined, length: 0, count: 0 }
  },

  cut(state: Reading, piece: string): Cut<Reading, Dispatched> {
    if (piece === '') return { state, made: [] }
    const text = state.atStart && piece.charCodeAt(0) === byteOrderMark ? piece.slice(1) : piece
    const { state: lines, made: ended } = cutter.cut(state.lines, text)
    const block = { ...state.block }
    const made: Dispatched[] = []
    for (const line of ended) {
      if (block.length + line.length > maxLength) return { state, made, failure: tooLong(maxLength, block) }
      if (line !== '') read(line, block)
      else {
        if (block.data !== undefined) made.push(dispatched(block.data, block))
        block.data = undefined
        block.event = ''
        block.length = 0
      }
    }
    if (block.length + lines.begun.length > maxLength) return { state, made, failure: tooLong(maxLength, block) }
    return { state: { atStart: false, lines, block }, made }
  },

  // an event without the empty line is not one
  end: (state) => ({ state, made: [] })
})

const tooLong = (maxLength: number, { count }: Block): Error => new EventTooLongError(maxLength, count + 1)

const dispatched = (data: string, block: Block): Dispatched => {
  const { lastEventId, retry } = block
  const event = block.event === '' ? 'message' : block.event
  block.count++
  if (retry === undefined) return { event, data, lastEventId }
  block.retry = undefined
  return { event, data, lastEventId, retry }
}

const read = (line: string, block: Block): void => {
  const colon = line.indexOf(':')
  // comments keep an idle stream alive: those before the first field belong to no event, and do not add up
  if (colon !== 0 || block.length > 0) block.length += line.length
  if (colon === 0) return
  const name = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + (line.charCodeAt(colon + 1) === space ? 2 : 1))
  switch (name) {
    case 'data':
      block.data = block.data === undefined ? value : `${block.data}\n${value}`
      break
    case 'event':
      block.event = value
      break
    case 'id':
      if (!value.includes('\0')) block.lastEventId = value
      break
    case 'retry':
      if (/^\d+$/.test(value)) block.retry = Math.min(Number(value), Number.MAX_SAFE_INTEGER)
  }
}
