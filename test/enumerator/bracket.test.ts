/** What a bracket acquires it releases: once for each time, whatever happens, before the run answers. */
import { AbortError, Enumeratee, Enumerator, Iteratee } from 'fp-ts-iteratee'
import { late, pause } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { listenersOf, unhandledRejections } from '../support/leaks'

const failure = new Error('on purpose')
const second = new Error('second')
const raise = (): never => {
  throw failure
}
const all = <A>() => Iteratee.getChunks<A>()
const leftOf = (result: E.Either<Error, unknown>) => (E.isLeft(result) ? result.left : undefined)

/** A bracket of 1, 2, 3 that notes what happens to it; acquiring and releasing wait. */
const noted = (use: (log: string[]) => Enumerator<number> = () => Enumerator.of(1, 2, 3), turns = 2) => {
  const log: string[] = []
  let n = 0
  const enumerator = Enumerator.bracket(
    async () => {
      log.push('acquiring')
      await pause(turns)
      log.push('acquired')
      return ++n
    },
    (resource) => {
      log.push(`used ${resource}`)
      return use(log)
    },
    (resource) => async () => {
      log.push(`releasing ${resource}`)
      await pause(turns)
      log.push(`released ${resource}`)
    }
  )
  return { enumerator, log }
}

const whole = ['acquiring', 'acquired', 'used 1', 'releasing 1', 'released 1']

type Run = (e: Enumerator<number>) => Promise<E.Either<Error, unknown>>

const wellEnding: Readonly<Record<string, Run>> = {
  'the normal end': (e) => e.run(all())(),
  'the normal end, applied': async (e) => (await e.apply(all<number>())()).run(),
  'take(1)': (e) => e.through(Enumeratee.take(1)).run(all())(),
  'an iteratee that is done': (e) => e.run(Iteratee.head())(),
  'an iteratee that is done, applied': async (e) => (await e.apply(Iteratee.head<number>())()).run(),
  'one that is done and waits': (e) => e.run(Iteratee.head<number>().mapM((n) => late(n, 5)))(),
  'what waits behind it': (e) => e.mapM((n) => late(n, 3)).run(Iteratee.head())(),
  'EOF that an adapter makes': (e) => e.mapInput(() => ({ _tag: 'EOF' })).run(all())(),
  'an iteratee that recovers': (e) => e.run(Iteratee.foreach(raise).recover(() => O.some(0)))(),
  'within flatMap': (e) =>
    Enumerator.of(0)
      .flatMap(() => e)
      .run(all())(),
  'within interleave': (e) => e.interleave(Enumerator.empty).run(all())(),
  'another branch that is enough': (e) => e.interleave(Enumerator.never).through(Enumeratee.take(3)).run(all())()
}

const illEnding: Readonly<Record<string, Run>> = {
  'an iteratee that throws': (e) => e.run(Iteratee.foreach(raise))(),
  'an iteratee in the error state': (e) => e.run(Iteratee.cont(() => Iteratee.error(failure)))(),
  'an iteratee that rejects': (e) => e.run(Iteratee.foreachM(() => () => Promise.reject(failure)))(),
  'an iteratee that throws, applied': async (e) => (await e.apply(Iteratee.foreach(raise))()).run(),
  'a function behind it': (e) => e.map(raise).run(all())(),
  'a task behind it': (e) => e.mapM(() => () => Promise.reject(failure)).run(all())(),
  'what follows': (e) => e.andThen(Enumerator.fail(failure)).run(all())(),
  'a finaliser inside': (e) => e.flatMap((n) => Enumerator.of(n).onDoneEnumerating(raise)).run(all())(),
  'a finaliser outside': (e) => e.onDoneEnumerating(raise).run(all())()
}

describe('is released once, and the run answers after it', () => {
  test.each(Object.entries(wellEnding))('on %s', async (_, run) => {
    const { enumerator, log } = noted()
    const unhandled = await unhandledRejections(async () => {
      expect((await run(enumerator))._tag).toBe('Right')
      expect(log).toEqual(whole)
    })
    expect(unhandled).toEqual([])
    expect(log).toEqual(whole)
  })

  test.each(Object.entries(illEnding))('on a failure of %s', async (_, run) => {
    const { enumerator, log } = noted()
    const unhandled = await unhandledRejections(async () => {
      expect(leftOf(await run(enumerator))).toBe(failure)
      expect(log).toEqual(whole)
    })
    expect(unhandled).toEqual([])
    expect(log).toEqual(whole)
  })

  test.each<readonly [string, () => Enumerator<number>]>([
    ['throws', () => raise()],
    ['answers one that throws', () => Enumerator.repeat(raise)],
    ['answers one that fails after some', () => Enumerator.of(1).andThen(Enumerator.fail(failure))],
    ['answers one that rejects', () => Enumerator.of(1).mapM(() => () => Promise.reject(failure))]
  ])('on a failure of the source: use %s', async (_, use) => {
    const { enumerator, log } = noted(use)
    expect(leftOf(await enumerator.run(all())())).toBe(failure)
    expect(log).toEqual(whole)
  })

  test('on a failure of the source, before attempt hands that on', async () => {
    const { enumerator, log } = noted(() => Enumerator.of(1).andThen(Enumerator.fail(failure)))
    const noting = Iteratee.foreach(({ _tag }: E.Either<Error, number>) => log.push(_tag))
    expect(await enumerator.through(Enumeratee.attempt()).run(noting)()).toEqual(E.right(undefined))
    expect(log).toEqual(['acquiring', 'acquired', 'used 1', 'Right', 'releasing 1', 'released 1', 'Left'])
  })

  test('on an abort while the source is idle', async () => {
    const controller = new AbortController()
    const { enumerator, log } = noted(() => Enumerator.of(1).andThen(Enumerator.never))
    const run = enumerator.run(all(), { signal: controller.signal })()
    await pause(20)
    expect(log).toEqual(['acquiring', 'acquired', 'used 1'])
    controller.abort('reason')
    expect(await run).toEqual(E.left(new AbortError('reason')))
    expect(log).toEqual(whole)
    expect(listenersOf(controller.signal)).toBe(0)
  })

  test('on an abort from within the iteratee', async () => {
    const controller = new AbortController()
    const { enumerator, log } = noted()
    const aborting = Iteratee.foreach(() => controller.abort('reason'))
    expect(await enumerator.run(aborting, { signal: controller.signal })()).toEqual(E.left(new AbortError('reason')))
    expect(log).toEqual(whole)
  })

  test('on an abort while it is being released', async () => {
    const controller = new AbortController()
    const { enumerator, log } = noted(() => Enumerator.of(1), 10)
    const run = enumerator.run(all(), { signal: controller.signal })()
    while (!log.includes('releasing 1')) await pause(1)
    controller.abort('reason')
    expect(await run).toEqual(E.left(new AbortError('reason')))
    expect(log).toEqual(whole)
  })
})

describe('while it is being acquired', () => {
  const released = ['acquiring', 'acquired', 'releasing 1', 'released 1']

  test('an abort waits for it, and releases it; it is not used', async () => {
    const controller = new AbortController()
    const { enumerator, log } = noted(undefined, 10)
    const run = enumerator.run(all(), { signal: controller.signal })()
    expect(log).toEqual(['acquiring'])
    controller.abort('reason')
    expect(await run).toEqual(E.left(new AbortError('reason')))
    expect(log).toEqual(released)
  })

  test('an abort from within acquire, too', async () => {
    const controller = new AbortController()
    const log: string[] = []
    const source = Enumerator.bracket(
      async () => (controller.abort('reason'), log.push('acquired')),
      () => (log.push('used'), Enumerator.of(1)),
      () => async () => void log.push('released')
    )
    const result = await source.run(all(), { signal: controller.signal })()
    expect(result).toEqual(E.left(new AbortError('reason')))
    expect(log).toEqual(['acquired', 'released'])
  })

  test('a failure of another branch waits for it, and releases it', async () => {
    const { enumerator, log } = noted(undefined, 10)
    const failing = Enumerator.of(0).mapM(() => () => Promise.reject(failure))
    expect(leftOf(await enumerator.interleave(failing).run(all())())).toBe(failure)
    expect(log).toEqual(released)
  })

  test('another branch that is enough does so', async () => {
    const { enumerator, log } = noted(undefined, 10)
    expect(await enumerator.interleave(Enumerator.of(7)).run(Iteratee.head())()).toEqual(E.right(O.some(7)))
    expect(log).toEqual(released)
  })

  test('an abort, and then it is rejected: the abort counts, and nothing is released', async () => {
    const controller = new AbortController()
    const release = jest.fn(() => async () => undefined)
    const acquire = async () => {
      await pause(5)
      return raise()
    }
    const unhandled = await unhandledRejections(async () => {
      const source = Enumerator.bracket(acquire, () => Enumerator.of(1), release)
      const run = source.run(all(), { signal: controller.signal })()
      controller.abort('reason')
      expect(await run).toEqual(E.left(new AbortError('reason')))
    })
    expect(unhandled).toEqual([])
    expect(release).not.toHaveBeenCalled()
  })
})

describe('what cannot be acquired', () => {
  test.each<readonly [string, () => Promise<never>]>([
    ['rejected', () => Promise.reject(failure)],
    ['rejected later', async () => late(0, 3)().then(raise)],
    ['thrown', raise]
  ])('%s: the run fails with that very error; nothing is used, nor released', async (_, acquire) => {
    const use = jest.fn(() => Enumerator.of(1))
    const release = jest.fn(() => async () => undefined)
    const seen: number[] = []
    const unhandled = await unhandledRejections(async () => {
      const source = Enumerator.of(0).andThen(Enumerator.bracket(acquire, use, release))
      expect(leftOf(await source.run(Iteratee.foreach((n) => seen.push(n)))())).toBe(failure)
      const step = await (await source.apply(Iteratee.ignore<number>())()).step()
      expect(step._tag === 'Error' && step.error).toBe(failure)
    })
    expect(unhandled).toEqual([])
    expect(seen).toEqual([0])
    expect(use).not.toHaveBeenCalled()
    expect(release).not.toHaveBeenCalled()
  })
})

describe('what cannot be released', () => {
  const failing: ReadonlyArray<readonly [string, (act: () => void) => () => Promise<void>]> = [
    ['rejects', (act) => () => (act(), Promise.reject(second))],
    ['rejects later', (act) => async () => (act(), await pause(3), Promise.reject(second))],
    [
      'throws',
      (act) => () => {
        act()
        throw second
      }
    ],
    [
      'throws before its task',
      (act) => {
        act()
        throw second
      }
    ]
  ]

  const runs = async (release: (act: () => void) => () => Promise<void>, run: Run) => {
    const released = jest.fn()
    let result: E.Either<Error, unknown> | undefined
    const source = Enumerator.bracket(
      async () => 0,
      () => Enumerator.of(1, 2, 3),
      () => release(released)
    )
    const unhandled = await unhandledRejections(async () => (result = await run(source)))
    expect(unhandled).toEqual([])
    expect(released).toHaveBeenCalledTimes(1)
    return result as E.Either<Error, unknown>
  }

  test.each(failing)('one that %s is the failure of a run that went well', async (_, release) => {
    const well = Object.entries(wellEnding).filter(([, run]) => run !== wellEnding['an iteratee that recovers'])
    for (const [, run] of well) expect(leftOf(await runs(release, run))).toBe(second)
  })

  test.each(failing)('one that %s does not hide an earlier failure', async (_, release) => {
    const earlier = Object.entries(illEnding).filter(([how]) => !['what follows', 'a finaliser outside'].includes(how))
    for (const [how, run] of earlier) expect([how, leftOf(await runs(release, run))]).toEqual([how, failure])
  })

  test.each(failing)('one that %s does not hide an abort', async (_, release) => {
    const controller = new AbortController()
    const idle: Run = (e) => {
      const run = e.andThen(Enumerator.never).mapM(() => () => new Promise<never>(() => undefined))
      const result = run.run(all(), { signal: controller.signal })()
      void pause(10).then(() => controller.abort('reason'))
      return result
    }
    expect(await runs(release, idle)).toEqual(E.left(new AbortError('reason')))
  })
})
