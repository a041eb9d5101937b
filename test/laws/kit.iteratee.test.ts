/** The kit's check of iteratees: lawful ones pass, and each law is seen to be violated. */
import * as fc from 'fast-check'
import { Enumeratee, Input, Iteratee } from 'fp-ts-iteratee'
import * as Laws from 'fp-ts-iteratee/laws'
import * as O from 'fp-ts/lib/Option.js'

const few = { numRuns: 50, seed: 1 }

/** Takes one input; `el` says what it is then. */
const one = <A>(el: (s: string) => Iteratee<string, A>, otherwise: A): Iteratee<string, A> => {
  const it: Iteratee<string, A> = Iteratee.cont(
    Input.match({ el, empty: () => it, eof: () => Iteratee.done<string, A>(otherwise, Input.eof) })
  )
  return it
}

describe('lawful iteratees pass', () => {
  test.each<readonly [string, Iteratee<string, unknown>]>([
    ['getChunks', Iteratee.getChunks<string>()],
    ['head', Iteratee.head<string>()],
    ['done', Iteratee.done('at once')],
    ['error', Iteratee.error('no')],
    ['foldM', Iteratee.foldM('', (s: string, e: string) => Laws.late(s + e, 2))],
    ['flatMap', Iteratee.head<string>().flatMap((a) => Iteratee.head<string>().map((b) => [a, b]))],
    ['behind takeWhile', Enumeratee.takeWhile((s: string) => s.length < 5).transform(Iteratee.getChunks())],
    ['peek', one((s) => Iteratee.done(s, Input.el(s)), 'none')]
  ])('%s', (_, it) => Laws.iteratee(it, fc.string(), few))

  test('all that are generated', () =>
    fc.assert(
      fc.asyncProperty(Laws.iteratees(Laws.arithmetic), ({ iteratee, model }) =>
        Laws.iteratee(iteratee, fc.integer({ min: -3, max: 9 }), {
          numRuns: 5,
          expected: (fed) => {
            const ending = model(fed)
            if (ending._tag === 'Failed') throw new Error(ending.message)
            return ending.value
          },
          leaves: (fed) => {
            const ending = model(fed)
            return ending._tag === 'Done' ? ending.rest : []
          }
        })
      ),
      { numRuns: 20 }
    ))

  test('of elements of any kind', () =>
    fc.assert(
      fc.asyncProperty(
        Laws.iteratees(Laws.functionsOf(fc.string())),
        fc.array(fc.string()),
        Laws.cuttings,
        async ({ iteratee, model }, fed, cutting) => {
          const seen = await Laws.running(cutting.produce(fed), Laws.withRest(iteratee))
          expect(seen).toEqual(Laws.restIn(model(fed)))
        }
      ),
      { numRuns: 300 }
    ))
})

describe('what is unlawful is found', () => {
  const violation = async (it: Iteratee<string, unknown>, law: string, more = {}): Promise<void> => {
    const checked = Laws.iteratee(it, fc.string({ minLength: 1, maxLength: 2 }), { ...few, ...more })
    await expect(checked).rejects.toThrow(`\n${law}: `)
    // by itself too
    await expect(
      Laws.iteratee(it, fc.string({ minLength: 1, maxLength: 2 }), { ...few, ...more, law })
    ).rejects.toThrow(`\n${law}: `)
  }

  test('hidden state', async () => {
    let seen = 0
    const counting = Iteratee.foreach((_: string) => {
      seen++
    }).map(() => seen)
    await violation(counting, 'feeding an iteratee twice gives independent results')
  })

  test('hidden state that each run sets back', async () => {
    let seen: string[] = []
    const collecting = Iteratee.fold(0, (n: number, s: string) => {
      if (n === 0) seen = []
      seen.push(s)
      return n + 1
    }).map((n) => (n === 0 ? [] : [...seen]))
    await violation(collecting, 'two runs at the same time do not meet')
  })

  test('Empty counts', async () => {
    const counting = (n: number): Iteratee<string, number> =>
      Iteratee.cont(
        Input.match({
          el: () => counting(n + 1),
          empty: () => counting(n + 1),
          eof: () => Iteratee.done<string, number>(n, Input.eof)
        })
      )
    await violation(counting(0), 'Empty is neutral')
    await violation(counting(0), 'how the input is cut changes neither the result nor what is left over')
    await violation(counting(0), 'what apply leaves is fed on as if nothing had happened')
  })

  test('it wants more after EOF', async () => {
    const insatiable: Iteratee<string, never> = Iteratee.cont(() => insatiable)
    await violation(insatiable, 'after EOF an iteratee is done or has failed')
  })

  test('it leaves over what nobody fed', async () => {
    const law = 'what is left over is what was fed last, or nothing'
    await violation(Iteratee.done('made', Input.el('invented')), law)
    await violation(Iteratee.done<string, string>('made', Input.eof), law)
    await violation(
      one((s) => Iteratee.done(s, Input.el(`${s}!`)), ''),
      law
    )
    await violation(
      one((s) => Iteratee.error('refused', Input.el(`${s}!`)), ''),
      law
    )
  })

  test('it loses what it should leave', async () => {
    const losing = one<O.Option<string>>((s) => Iteratee.done(O.some(s)), O.none)
    await violation(losing, 'what is left over is what is expected', { leaves: (fed: ReadonlyArray<string>) => fed })
  })

  test('another result, or another failure, than the expected one', async () => {
    const law = 'the result is the expected one'
    await violation(Iteratee.getChunks<string>(), law, { expected: (fed: ReadonlyArray<string>) => fed.slice(1) })
    const expected = () => {
      throw new Error('yes')
    }
    await violation(Iteratee.error('no'), law, { expected })
    await Laws.iteratee(Iteratee.error('yes'), fc.string(), { ...few, expected })
  })
})

describe('the report', () => {
  const insatiable: Iteratee<string, never> = Iteratee.cont(() => insatiable)
  const law = 'after EOF an iteratee is done or has failed'
  const report = async (options: Laws.Options): Promise<string> =>
    Laws.iteratee(insatiable, fc.string(), options).then(
      () => 'lawful',
      (error: unknown) => (error as Error).message
    )

  test('names the law, and shows seed, path and counterexample', async () => {
    expect(await report({ seed: 7 })).toMatch(
      new RegExp(
        `^This iteratee violates a law[.]\n\n${law}: it still wants more\n[^]*seed: 7, path: "[\\d:]+"[^]*Counterexample`
      )
    )
  })

  test('leads to the same case again', async () => {
    const first = await report({ seed: 7, law })
    const path = /path: "([\d:]+)"/.exec(first)?.[1] ?? ''
    const counterexample = /Counterexample.*/
    const again = await report({ seed: 7, law, path })
    expect(counterexample.exec(again)?.[0]).toBe(counterexample.exec(first)?.[0])
  })

  test('a law that is not there', async () => {
    expect(await report({ law: 'none' })).toContain(`law: expected one of 'feeding`)
  })
})
