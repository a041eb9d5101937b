/** Listens to an address with the `eventsource` package, and prints what it is told, a line for each event. */
import { EventSource } from 'eventsource'

// a request of `fetch` that waits does not by itself keep the process
setInterval(() => {}, 60_000)
const source = new EventSource(process.argv[2])
source.onopen = () => console.log('open')
source.onerror = ({ code }) => console.log(`error ${String(code)}`)
source.onmessage = ({ data, lastEventId }) => console.log(`message ${data} ${lastEventId}`)
source.addEventListener('tick', ({ data }) => console.log(`tick ${data}`))
