/** Does one thing once, and prints how much memory this process had at most, in MB, as seen a thousand times a second. */
import * as contenders from './contenders.mjs'

const [group, name, file] = process.argv.slice(2)
let peak = 0
const watch = () => (peak = Math.max(peak, process.memoryUsage.rss()))
const watching = setInterval(watch, 1)
await contenders[group]?.[name](file)
clearInterval(watching)
watch()
console.log((peak / 1e6).toFixed(0))
