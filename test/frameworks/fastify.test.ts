import { Enumerator, Writeable } from 'fp-ts-iteratee'
import { chunked } from 'fp-ts-iteratee/node'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { type Answer, answersWithin, type Mount } from '../support/framework'
import { built } from '../support/demo'
import { closePrograms, Program } from '../support/program'

/** Fastify keeps headers to itself until it answers; who answers in its place takes them over. */
const answered = (answer: Answer) => async (request: FastifyRequest, reply: FastifyReply) => {
  reply.hijack().raw.setHeaders(new Map(Object.entries(reply.getHeaders() as Record<string, string>)))
  await answer(request.raw, reply.raw)()
}

const made = (answer: Answer, complain: (what: unknown) => void): FastifyInstance => {
  const app = fastify({ logger: { level: 'warn', stream: { write: complain } } })
  app.addHook('onRequest', async (_, reply) => {
    reply.headers({ 'X-Before': 'framework', 'Cache-Control': 'public', 'Set-Cookie': ['a=1', 'b=2'] })
  })
  app.addHook('onError', async (_request, _reply, error) => complain(error))
  app.get('/', answered(answer))
  app.post('/', answered(answer))
  app.get('/plain', async () => 'plain')
  return app
}

const mount: Mount = async (answer, complain) => {
  const app = made(answer, complain)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return { server: app.server, close: () => app.close() }
}

answersWithin(mount)

afterEach(closePrograms)

test('inject, which has no connection: whole, in pieces, HEAD, as a stream, and failing', async () => {
  await built()
  const program = new Program('test/frameworks/inject.mjs')
  const next = async (): Promise<unknown> => JSON.parse(await program.line())
  expect(await next()).toEqual([201, 'text/plain; charset=utf-8', 'kikifoobar'])
  expect(await next()).toEqual(['kikifoo', 1])
  expect(await next()).toEqual([200, '', true])
  expect(await next()).toEqual(['kiki', 'foo', true])
  expect(await next()).toBe('response destroyed before completion')
  expect(await next()).toEqual([])
  expect(await program.ended).toEqual({ code: 0, stderr: '' })
}, 120_000)

test('a response that stands alone, whose request has no socket: written to what it is assigned', async () => {
  const req = new IncomingMessage(undefined as unknown as Socket)
  const res = new ServerResponse(req)
  const written = new PassThrough().setEncoding('latin1')
  res.assignSocket(written as unknown as Socket)
  const end = await chunked(Enumerator.of('kiki', 'foo'), Writeable.text)(req, res)()
  expect(end).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 7 } })
  expect(written.read()).toContain('kikifoo')
})
