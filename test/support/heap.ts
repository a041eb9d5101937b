/** How much memory is held. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// jest may have been started without the flag
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What nobody holds is gone afterwards; the second time finishes the sweep of array buffers that the first one began. */
export const collectGarbage = (): void => {
  collect()
  collect()
}

/** Bytes of the heap in use, once what nobody holds has been collected. */
export const heapUsed = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** The same with what is beside the heap: buffers. */
export const held = (): number => heapUsed() + process.memoryUsage().arrayBuffers
