import { Enumerator } from 'fp-ts-iteratee'
import { response } from 'fp-ts-iteratee/node'
import express, { type ErrorRequestHandler } from 'express'
import { type Answer, answersWithin, type Mount, mounted } from '../support/framework'
import { isWhole, parseMessage } from '../support/httpMessage'
import { get, rawClient } from '../support/rawClient'

const mount: Mount = async (answer, complain) => {
  const app = express()
  app.use(express.json())
  app.use((_, res, next) => {
    res.set({ 'X-Before': 'framework', 'Cache-Control': 'public' }).cookie('a', '1').cookie('b', '2')
    next()
  })
  app.get('/', (req, res) => answer(req, res)())
  app.post('/', (req, res) => answer(req, res)())
  app.get('/plain', (_, res) => void res.send('plain'))
  const told: ErrorRequestHandler = (error, _req, _res, next) => {
    complain(error)
    next(error)
  }
  app.use(told)
  const server = app.listen(0, '127.0.0.1')
  return { server, close: () => new Promise((resolve) => server.close(resolve)) }
}

answersWithin(mount)

test('`response` has the status and the type that Express has set', async () => {
  const answer: Answer = (_, res) => {
    ;(res as express.Response).status(201).type('html')
    return Enumerator.of('<p>').run(response(res))
  }
  const { port } = await mounted(mount, answer)
  const client = await rawClient(port)
  client.send(get)
  const { status, headers, body } = parseMessage(await client.until(isWhole))
  expect(status).toBe('HTTP/1.1 201 Created')
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-before': 'framework' })
  expect(body).toBe('<p>')
})
