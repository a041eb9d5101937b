/** Does one thing once, and prints the peak of the memory of this process, in MB. */
import * as contenders from './bytesContenders.mjs'

const [group, name, file] = process.argv.slice(2)
await contenders[group]?.[name](file)
console.log((process.resourceUsage().maxRSS / 1000).toFixed(0))
