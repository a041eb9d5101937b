/** How much memory is held. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// jest may have been started without the flag
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of the heap in use, once what nobody holds has been collected. */
export const heapUsed = (): number => {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}
