/** Node streams that tell how they were used. */
import { Readable, type Stream } from 'node:stream'

/** How many listeners there are, of any event. */
export const listeners = (stream: Stream): number =>
  stream.eventNames().reduce((sum, name) => sum + stream.listenerCount(name as string), 0)

export interface Watched {
  readonly stream: Readable
  /** how many elements it was asked for */
  readonly reads: number
  /** what it was destroyed with, each time; null for no error */
  readonly destroyed: ReadonlyArray<Error | null>
}

/** A stream of these objects, one each time it is asked, and then, by default, nothing: it is idle. */
export const watched = (
  elements: ReadonlyArray<unknown>,
  { ends = false, ahead = 0, destroy = async (): Promise<Error | null> => null } = {}
): Watched => {
  let reads = 0
  const destroyed: (Error | null)[] = []
  const stream = new Readable({
    objectMode: true,
    highWaterMark: ahead,
    read() {
      if (reads < elements.length) this.push(elements[reads++])
      else if (ends) this.push(null)
    },
    destroy: (error, closed) => {
      destroyed.push(error)
      void destroy().then((failed) => closed(failed ?? error))
    }
  })
  return {
    stream,
    get reads() {
      return reads
    },
    destroyed
  }
}
