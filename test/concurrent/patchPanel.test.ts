/** Enumerators that are patched in by turns. */
import * as fc from 'fast-check'
import { Concurrent, Enumeratee, Enumerator, Iteratee, type PatchPanel } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { gated } from '../support/gated'
import { told } from '../support/told'
import { turns } from '../support/turns'

const chunks = Iteratee.getChunks<number>()

/** Runs a panel into an iteratee; it is there at once. */
const into = <A>(iteratee: Iteratee<number, A>, signal?: AbortSignal) => {
  const panels: PatchPanel<number>[] = []
  const result = Concurrent.patchPanel<number>((panel) => panels.push(panel)).run(iteratee, { signal })()
  return { panel: panels[0] as PatchPanel<number>, result, panels }
}

test("Play's: an enumerator that is patched in at once, and sends EOF", async () => {
  const enumerator = Concurrent.patchPanel<number>((panel) => {
    expect(panel.patchIn(Enumerator.eof)).toBe(true)
  })
  expect(await enumerator.run(chunks)()).toEqual(E.right([]))
})

test('the iteratee goes on from one to the next; the one before is released at once, also while it is idle', async () => {
  const [a, b] = [told<number>(), told<number>()]
  const { panel, result } = into(chunks)
  expect(panel.patchIn(a.enumerator)).toBe(true)
  const first = await a.channels.next()
  first.push(1)
  await turns(1)
  expect(panel.patchIn(b.enumerator)).toBe(true)
  expect([a.released, b.opened, first.push(2)]).toEqual([1, 1, 'closed'])
  const second = await b.channels.next()
  second.push(3)
  second.eofAndEnd()
  expect(await result).toEqual(E.right([1, 3]))
  expect([a.released, b.released, panel.closed(), panel.patchIn(a.enumerator), a.opened]).toEqual([
    1,
    1,
    true,
    false,
    1
  ])
})

test('the end of an enumerator is not the end: the next one is waited for', async () => {
  const { panel, result } = into(chunks)
  panel.patchIn(Enumerator.of(1, 2))
  await turns(1)
  expect(panel.closed()).toBe(false)
  panel.patchIn(Enumerator.of(3))
  panel.patchIn(Enumerator.of(4).andThen(Enumerator.eof))
  expect(await result).toEqual(E.right([1, 2, 3, 4]))
})

test('EOF is the end of the enumerator, for what follows too', async () => {
  const patched = Concurrent.patchPanel<number>((panel) => panel.patchIn(Enumerator.of(1).andThen(Enumerator.eof)))
  expect(await patched.andThen(Enumerator.of(9)).run(chunks)()).toEqual(E.right([1]))
})

test('an element that the iteratee is at work on is used to its end, and the next waits for that', async () => {
  const panels: PatchPanel<number>[] = []
  const slow = gated(Concurrent.patchPanel<number>((panel) => panels.push(panel)))
  let released = 0
  panels[0]?.patchIn(Enumerator.of(1, 2).onDoneEnumerating(() => released++))
  await turns(1)
  expect(slow.handed).toEqual([1])
  panels[0]?.patchIn(Enumerator.of(3).andThen(Enumerator.eof))
  expect(released).toBe(1)
  await turns(1)
  expect(slow.handed).toEqual([1])
  slow.grant()
  await turns(1)
  expect(slow.handed).toEqual([1, 3])
  slow.grant()
  expect(await slow.result).toEqual(E.right(undefined))
})

test('patched in from within the iteratee, and from within a source', async () => {
  const seen: number[] = []
  const { panel, result } = into(
    Iteratee.foreach((n: number) => {
      if (n === 1) panel.patchIn(Enumerator.of(2, 3).andThen(last))
      seen.push(n)
    })
  )
  const last = Enumerator.fromIO(() => {
    panel.patchIn(Enumerator.of(4).andThen(Enumerator.eof))
    return 9
  })
  panel.patchIn(Enumerator.of(1, 7, 8))
  expect(await result).toEqual(E.right(undefined))
  expect(seen).toEqual([1, 2, 3, 4])
})

test('when the iteratee is done, or the run is interrupted, the source is released and the panel closed', async () => {
  const source = told<number>()
  const { panel, result } = into(Iteratee.head<number>())
  panel.patchIn(source.enumerator)
  ;(await source.channels.next()).push(1)
  expect(await result).toEqual(E.right(O.some(1)))
  expect([source.released, panel.closed(), panel.patchIn(source.enumerator)]).toEqual([1, true, false])
  const controller = new AbortController()
  const idle = into(chunks, controller.signal)
  idle.panel.patchIn(source.enumerator)
  controller.abort()
  expect(E.isLeft(await idle.result)).toBe(true)
  expect([source.opened, source.released, idle.panel.closed()]).toEqual([2, 2, true])
})

test('a failure of a source, of its release, or of the patcher is that of the run', async () => {
  const boom = new Error('boom')
  const fail = (): never => {
    throw boom
  }
  const failing = into(chunks)
  failing.panel.patchIn(Enumerator.of(1).andThen(Enumerator.fail(boom)))
  expect(await failing.result).toEqual(E.left(boom))
  expect(failing.panel.closed()).toBe(true)
  const left = into(chunks)
  left.panel.patchIn(Enumerator.never.onDoneEnumerating(fail))
  left.panel.patchIn(Enumerator.of(1))
  expect(await left.result).toEqual(E.left(boom))
  const done = into(Iteratee.head<number>())
  done.panel.patchIn(Enumerator.of(1, 2).onDoneEnumerating(fail))
  expect(await done.result).toEqual(E.left(boom))
  const later = into(Iteratee.head<number>())
  later.panel.patchIn(Enumerator.bracket(async () => 1, () => Enumerator.of(1, 2), () => async () => fail())) // prettier-ignore
  expect(await later.result).toEqual(E.left(boom))
  expect(await Concurrent.patchPanel<number>(fail).run(chunks)()).toEqual(E.left(boom))
})

test('a run answers when all that was patched in has been released', async () => {
  const log: string[] = []
  const slowly = (name: string) =>
    Enumerator.bracket(
      async () => undefined,
      () => Enumerator.never,
      () => () => Laws.pause(20).then(() => void log.push(name))
    )
  const { panel, result } = into(chunks)
  for (const name of ['a', 'b', 'c']) {
    panel.patchIn(slowly(name))
    await Laws.pause(2)
  }
  panel.patchIn(Enumerator.eof)
  await result
  expect(log).toEqual(['a', 'b', 'c'])
})

test('each run has a panel of its own', async () => {
  const panels: PatchPanel<number>[] = []
  const enumerator = Concurrent.patchPanel<number>((panel) => panels.push(panel))
  const results = [enumerator.run(chunks)(), enumerator.run(chunks)()]
  panels.forEach((panel, i) => panel.patchIn(Enumerator.of(i).andThen(Enumerator.eof)))
  expect(await Promise.all(results)).toEqual([E.right([0]), E.right([1])])
})

test('whatever the order of things: of each a beginning, one after the other, and each released once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 4 }), fc.boolean(), async (s, n, slow) => {
      const released = Array<number>(n).fill(0)
      const { panel, result } = into(
        (slow ? Enumeratee.mapM((e: number) => () => s.schedule(Promise.resolve(e), 'iteratee')) : Enumeratee.passAlong<number>()).transform(chunks) // prettier-ignore
      )
      const patching = async () => {
        for (let i = 0; i < n; i++) {
          const source = Laws.scheduled(s, `source ${i}`).produce([1, 2, 3].map((e) => i * 10 + e))
          const ending = i === n - 1 ? source.andThen(Enumerator.eof) : source
          panel.patchIn(ending.onDoneEnumerating(() => (released[i] = (released[i] ?? 0) + 1)))
          await s.schedule(Promise.resolve(), 'patch')
        }
      }
      const [ended] = await s.waitFor(Promise.all([result, patching()]))
      const elements = E.isRight(ended) ? ended.right : []
      for (let i = 0; i < n; i++) {
        const mine = elements.filter((e) => Math.floor(e / 10) === i)
        expect(mine).toEqual([1, 2, 3].map((e) => i * 10 + e).slice(0, i === n - 1 ? 3 : mine.length))
      }
      expect(elements).toEqual([...elements].sort((a, b) => a - b))
      expect(released).toEqual(Array(n).fill(1))
    })
  )
})
