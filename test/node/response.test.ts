import { Enumerator, type Input, type Iteratee, type Step } from 'fp-ts-iteratee'
import { response, type ResponseEnd, type ResponseOptions } from 'fp-ts-iteratee/node'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { hasHead, isWhole, parseMessage } from '../support/httpMessage'
import { closeClients, get, type RawClient, rawClient } from '../support/rawClient'
import { closeServers, serve } from '../support/server'
import { told } from '../support/told'
import { turns } from '../support/turns'

afterEach(async () => {
  closeClients()
  await closeServers()
})

const asking = async (port: number): Promise<RawClient> => {
  const client = await rawClient(port)
  client.send(get)
  return client
}

/** The message that a client gets of this, and what the run answers. */
const answered = async <A>(run: (res: ServerResponse) => () => Promise<A>) => {
  const { port, ends } = await serve((_, res) => run(res))
  const client = await asking(port)
  return { message: parseMessage(await client.until(isWhole)), end: await ends.next() }
}

const finished = (bytes: number, chunks: number, elements: number) => ({
  _tag: 'Right',
  right: { _tag: 'Finished', bytes, chunks, elements }
})

describe('the head', () => {
  test('leaves before the first element: the source has not produced any yet', async () => {
    const source = told<string>()
    const { port } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await asking(port)
    const bytes = await client.until(hasHead)
    expect(parseMessage(bytes)).toMatchObject({ status: 'HTTP/1.1 200 OK', chunks: [], rest: '' })
    expect(source.released).toBe(0)
  })

  test('is what was set before', async () => {
    const { message } = await answered((res) => {
      res.statusCode = 418
      res.setHeader('x-mine', 'here')
      return Enumerator.of('a').run(response(res))
    })
    expect(message.status).toBe("HTTP/1.1 418 I'm a Teapot")
    expect(message.headers['x-mine']).toBe('here')
  })

  test('may have been sent before', async () => {
    const { message, end } = await answered((res) => {
      res.writeHead(200, { 'x-mine': 'here' }).write('before ')
      return Enumerator.of('after').run(response(res))
    })
    expect(message.body).toBe('before after')
    expect(end).toEqual(finished(5, 1, 1))
  })
})

describe('elements that are ready in one turn leave in one chunk', () => {
  test('an array', async () => {
    const { message, end } = await answered((res) => Enumerator.of('kiki', 'foo', 'bar').run(response(res)))
    expect(message.chunks).toEqual(['kikifoobar'])
    expect(end).toEqual(finished(10, 1, 3))
  })

  test('bursts into a channel', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await asking(port)
    const channel = await source.channels.next()
    for (const burst of ['abc', 'd', 'ef']) {
      for (const element of burst) channel.push(element)
      await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body.endsWith(burst))
    }
    channel.end()
    expect(parseMessage(await client.until(isWhole)).chunks).toEqual(['abc', 'd', 'ef'])
    expect(await ends.next()).toEqual(finished(6, 3, 6))
  })

  test('the last ones leave with the end', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await asking(port)
    await client.until(hasHead)
    const channel = await source.channels.next()
    channel.push('a')
    channel.push('b')
    channel.end()
    expect(parseMessage(await client.until(isWhole)).chunks).toEqual(['ab'])
    expect(await ends.next()).toEqual(finished(2, 1, 2))
  })

  test('16 KiB are written, and not kept until the turn is over', async () => {
    const elements = Array.from({ length: 64 }, () => 'x'.repeat(1024))
    const { message, end } = await answered((res) => Enumerator.of(...elements).run(response(res)))
    expect(message.body).toBe('x'.repeat(64 * 1024))
    expect(message.chunks.length).toBeGreaterThanOrEqual(4)
    expect(end).toEqual(finished(64 * 1024, message.chunks.length, 64))
  })
})

describe('what is written', () => {
  test('text as UTF-8, bytes as they are, in order', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    const elements: ReadonlyArray<string | Uint8Array> = ['ü', bytes, '😀', new Uint8Array(0), '', Buffer.from('é')]
    const expected = Buffer.concat(elements.map((element) => Buffer.from(element as string)))
    const { message, end } = await answered((res) => Enumerator.of(...elements).run(response(res)))
    expect(message.body).toBe(expected.toString('latin1'))
    expect(end).toEqual(finished(expected.length, 1, 6))
  })

  test('a part of a larger buffer is that part', async () => {
    const whole = new TextEncoder().encode('0123456789')
    const { message } = await answered((res) => Enumerator.of(whole.subarray(3, 6)).run(response(res)))
    expect(message.body).toBe('345')
  })

  test('a surrogate pair that was cut into two elements is whole again where they leave together', async () => {
    const { message } = await answered((res) => Enumerator.of('\ud83d', '\ude00').run(response(res)))
    expect(Buffer.from(message.body, 'latin1').toString()).toBe('😀')
  })

  test('text that leaves by itself is counted in bytes; half a surrogate pair alone is not written yet', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await asking(port)
    const channel = await source.channels.next()
    const body = (bytes: string) => Buffer.from(parseMessage(bytes).body, 'latin1').toString()
    channel.push('é€')
    await client.until((bytes) => hasHead(bytes) && body(bytes) === 'é€')
    channel.push('\ud83d')
    await turns(10)
    channel.push('\ude00')
    await client.until((bytes) => body(bytes) === 'é€😀')
    channel.end()
    await client.until(isWhole)
    expect(await ends.next()).toEqual(finished(9, 2, 3))
  })

  test('empty elements do not end the body', async () => {
    const source = told<string>()
    const { port, ends } = await serve((_, res) => source.enumerator.run(response(res)))
    const client = await asking(port)
    const channel = await source.channels.next()
    channel.push('')
    await client.until(hasHead)
    await turns(10)
    channel.push('')
    await turns(10)
    channel.push('a')
    channel.end()
    expect(parseMessage(await client.until(isWhole)).chunks).toEqual(['a'])
    expect(await ends.next()).toEqual(finished(1, 1, 3))
  })
})

test('res.flush is called after each write, where there is one', async () => {
  const source = told<string>()
  const log: string[] = []
  const { port, ends } = await serve((_, res) => {
    const write = res.write.bind(res) as (chunk: Uint8Array) => boolean
    Object.assign(res, {
      write: (chunk: Uint8Array) => {
        log.push(`write ${Buffer.from(chunk).toString()}`)
        return write(chunk)
      },
      flush: () => log.push('flush')
    })
    return source.enumerator.run(response(res))
  })
  const client = await asking(port)
  const channel = await source.channels.next()
  for (const element of ['a', 'b', 'c']) {
    channel.push(element)
    await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body.endsWith(element))
  }
  channel.end()
  await ends.next()
  expect(log).toEqual(['write a', 'flush', 'write b', 'flush', 'write c', 'flush'])
})

describe('in pieces', () => {
  test('apply, apply, run: one response', async () => {
    const { message, end } = await answered((res) => async () => {
      const one = await Enumerator.of('a', 'b').apply(response(res))()
      const two = await Enumerator.of('c').apply(one)()
      return Enumerator.of('d').run(two)()
    })
    expect(message.body).toBe('abcd')
    expect(end).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 4, elements: 4 } })
  })

  test('what has been fed leaves, though nothing follows yet', async () => {
    let go: (() => void) | undefined
    const { port, ends } = await serve((_, res) => async () => {
      const fed = await Enumerator.of('a').apply(response(res))()
      await new Promise<void>((resolve) => (go = resolve))
      return fed.run()
    })
    const client = await asking(port)
    await client.until((bytes) => hasHead(bytes) && parseMessage(bytes).body === 'a')
    go?.()
    await client.until(isWhole)
    expect(await ends.next()).toEqual(finished(1, 1, 1))
  })

  test('step, feed by feed', async () => {
    const { message, end } = await answered((res) => async () => {
      let iteratee: Iteratee<string, ResponseEnd> = response(res)
      const inputs: ReadonlyArray<Input<string>> = [{ _tag: 'El', value: 'a' }, { _tag: 'Empty' }, { _tag: 'EOF' }]
      for (const input of inputs) iteratee = await iteratee.feed(input)()
      const step: Step<string, ResponseEnd> = await iteratee.step()
      return step._tag === 'Done' ? { _tag: 'Right', right: step.value } : step
    })
    expect(message.body).toBe('a')
    expect(end).toMatchObject({ _tag: 'Right', right: { _tag: 'Finished', bytes: 1, elements: 1 } })
  })

  test('several enumerators one after the other', async () => {
    const { message } = await answered((res) =>
      Enumerator.of('a').andThen(Enumerator.of('b')).andThen(Enumerator.eof).run(response(res))
    )
    expect(message.body).toBe('ab')
  })
})

test('an unknown option is named', () => {
  const options = { onclose: () => {} } as ResponseOptions
  expect(() => response(new ServerResponse(new IncomingMessage(new Socket())), options)).toThrow(
    new TypeError("response: unknown option 'onclose'; there are onOpen, onClose, onDrop, slowClient")
  )
})
