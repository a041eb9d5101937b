import * as fc from 'fast-check'
import { bytesOf, type Content, Outgoing, sizeOf } from '../../src/node/outgoing'
import { collectGarbage } from '../support/heap'
import { turns } from '../support/turns'

/** The model: text that follows on text is one text. */
const encoded = (contents: ReadonlyArray<Content>): Buffer => {
  const parts: Buffer[] = []
  let text = ''
  for (const content of contents) {
    if (typeof content === 'string') text += content
    else {
      parts.push(Buffer.from(text), Buffer.from(content))
      text = ''
    }
  }
  return Buffer.concat([...parts, Buffer.from(text)])
}

const sum = (contents: ReadonlyArray<Content>): number => contents.reduce((n, content) => n + sizeOf(content), 0)

const text = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00'), minLength: 1, maxLength: 4 })
const content = fc.oneof({ weight: 3, arbitrary: text }, fc.uint8Array({ minLength: 1, maxLength: 9 }))

interface Model {
  /** what is in the queue */
  waiting: Content[]
  taken: Content[]
}

interface Real {
  readonly queue: Outgoing
  readonly bytes: Uint8Array[]
}

type Command = fc.Command<Model, Real>

/** What each command is followed by. */
const agree = ({ waiting, taken }: Model, { queue, bytes }: Real): void => {
  expect([queue.count, queue.size]).toEqual([waiting.length, sum(waiting)])
  const all = Buffer.concat(bytes)
  const half = /[\ud800-\udbff]$/.test(String(taken.at(-1)))
  expect(all).toEqual(encoded(half ? [...taken.slice(0, -1), String(taken.at(-1)).slice(0, -1)] : taken))
}

const command = (name: string, check: (m: Model) => boolean, run: (m: Model, r: Real) => void): Command => ({
  check,
  run: (m, r) => {
    run(m, r)
    agree(m, r)
  },
  toString: () => name
})

const always = () => true

const commands = [
  content.map((one) =>
    command(`add ${JSON.stringify(one)}`, always, ({ waiting }, { queue }) => {
      queue.add(one, sizeOf(one))
      waiting.push(one)
    })
  ),
  fc.constant(
    command(
      'dropOldest',
      ({ waiting }) => waiting.length > 0,
      ({ waiting }, { queue }) => {
        queue.dropOldest()
        waiting.shift()
      }
    )
  ),
  fc.constant(
    command('takeAll', always, ({ waiting, taken }, { queue, bytes }) => {
      bytes.push(queue.takeAll())
      taken.push(...waiting.splice(0))
    })
  ),
  fc.constant(
    command('take', always, ({ waiting, taken }, { queue, bytes }) => {
      const all = queue.take()
      expect(typeof all).toBe(waiting.some((one) => typeof one !== 'string') ? 'object' : 'string')
      bytes.push(bytesOf(all))
      taken.push(...waiting.splice(0))
    })
  ),
  fc.integer({ min: 1, max: 24 }).map((most) =>
    command(`takeSome ${String(most)}`, always, ({ waiting, taken }, { queue, bytes }) => {
      bytes.push(queue.takeSome(most))
      let n = 0
      while (sum(waiting.slice(0, n)) < most && n < waiting.length) n++
      taken.push(...waiting.splice(0, n))
    })
  ),
  fc.constant(
    command('clear', always, (model, { queue }) => {
      queue.clear()
      model.waiting = []
    })
  )
]

test('what is taken and dropped is what was added, in order, each once; the size is exact at each moment', () => {
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60 }), fc.oneof(text, fc.constant('')), (cmds, last) => {
      const model: Model = { waiting: [], taken: [] }
      const real: Real = { queue: new Outgoing(), bytes: [] }
      fc.modelRun(() => ({ model, real }), cmds)
      real.bytes.push(real.queue.takeLast(last))
      expect(Buffer.concat(real.bytes)).toEqual(encoded([...model.taken, ...model.waiting, last]))
      expect([real.queue.count, real.queue.size, real.queue.takeLast('').length]).toEqual([0, 0, 0])
    }),
    { numRuns: 150 }
  )
})

test('a long queue of which the oldest are dropped, and some taken', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 4000 }), fc.nat(4000), fc.nat(4000), (n, drops, most) => {
      const queue = new Outgoing()
      const all = Array.from({ length: n }, (_, i) => `${String(i)} `)
      for (const one of all) queue.add(one, one.length)
      const dropped = Math.min(drops, n)
      for (let i = 0; i < dropped; i++) queue.dropOldest()
      const left = all.slice(dropped)
      expect([queue.count, queue.size]).toEqual([left.length, left.join('').length])
      const got = Buffer.concat([queue.takeSome(most), queue.takeSome(most), queue.takeAll()])
      expect(got.toString()).toBe(left.join(''))
    }),
    { numRuns: 30 }
  )
})

test('text is one text, however it is cut and taken', () => {
  const half = fc.constantFrom('\ud83d', '\ude00', '😀', 'é', 'a')
  fc.assert(
    fc.property(fc.string({ unit: half, maxLength: 20 }), fc.array(fc.boolean()), (whole, takes) => {
      const queue = new Outgoing()
      const bytes: Uint8Array[] = []
      whole.split('').forEach((unit, i) => {
        queue.add(unit, sizeOf(unit))
        if (takes[i] === true) bytes.push(i % 2 === 0 ? queue.takeAll() : queue.takeSome(1))
      })
      bytes.push(queue.takeLast(''))
      expect(Buffer.concat(bytes)).toEqual(Buffer.from(whole))
    })
  )
})

test('takeSome: no more than one element beyond its limit, and at least one element', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 99 }),
      (sizes, most) => {
        const queue = new Outgoing()
        for (const size of sizes) queue.add(new Uint8Array(size), size)
        let left = sizes
        while (left.length > 0) {
          const taken = queue.takeSome(most).length
          const n = left.length - queue.count
          expect(taken).toBe(left.slice(0, n).reduce((a, b) => a + b, 0))
          expect(n).toBeGreaterThan(0)
          expect(taken - (left[n - 1] ?? 0)).toBeLessThan(most)
          if (queue.count > 0) expect(taken).toBeGreaterThanOrEqual(most)
          left = left.slice(n)
        }
      }
    )
  )
})

test('bytes are those that were there when they were taken', () => {
  const queue = new Outgoing()
  const given = Buffer.from('abc')
  queue.add(given, 3)
  const taken = queue.takeAll()
  given.fill('x')
  expect(Buffer.from(taken).toString()).toBe('abc')
})

test.each([
  ['dropOldest', (queue: Outgoing): void => queue.dropOldest()],
  ['takeSome', (queue: Outgoing): unknown => queue.takeSome(1)],
  ['take', (queue: Outgoing): unknown => queue.take()],
  ['takeAll', (queue: Outgoing): unknown => queue.takeAll()],
  ['clear', (queue: Outgoing): void => queue.clear()]
] as const)('what has left by %s is not held', async (_, leave) => {
  const queue = new Outgoing()
  const held = (() => {
    const bytes = new Uint8Array(1000)
    queue.add(bytes, 1000)
    queue.add('a', 1)
    leave(queue)
    return new WeakRef(bytes)
  })()
  await turns(2)
  collectGarbage()
  expect(held.deref()).toBeUndefined()
  expect(queue.count).toBeLessThan(2)
})
