/** What Fastify's `inject` answers, printed as JSON, a line for each case. A program, as jest cannot load `inject`. */
import fastify from 'fastify'
import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'

const complaints = []

const app = (enumerator, options) => {
  const answer = chunked(enumerator, Writeable.text, options)
  const made = fastify({ logger: { level: 'warn', stream: { write: (line) => complaints.push(line) } } })
  made.get('/', async (request, reply) => {
    await answer(request.raw, reply.hijack().raw)()
  })
  return made
}

const print = (value) => console.log(JSON.stringify(value))

const finite = await app(Enumerator.of('kiki', 'foo', 'bar'), { status: 201 }).inject('/')
print([finite.statusCode, finite.headers['content-type'], finite.body])

let channel
let released = 0
const source = Enumerator.async((opened) => {
  channel = opened
  return () => released++
})

const later = app(source).inject('/')
while (channel === undefined) await new Promise(setImmediate)
channel.push('kiki')
await new Promise(setImmediate)
channel.push('foo')
channel.end()
print([(await later).body, released])

channel = undefined
const head = await app(source).inject({ method: 'HEAD', url: '/' })
print([head.statusCode, head.body, channel === undefined])

const streamed = await app(source).inject({ url: '/', payloadAsStream: true })
const parts = streamed.stream().setEncoding('utf8')[Symbol.asyncIterator]()
const got = []
for (const text of ['kiki', 'foo']) {
  channel.push(text)
  got.push((await parts.next()).value)
}
channel.end()
print([...got, (await parts.next()).done])

const failing = Enumerator.of('kiki').andThen(Enumerator.fail(new Error('the source')))
print(
  await app(failing)
    .inject('/')
    .then(
      () => 'answered',
      (error) => error.message
    )
)
print(complaints)
