/** `flatMapTraversable`, `joinI`, `joinConcatI`: what becomes of what two iteratees left over. */
import * as fc from 'fast-check'
import { Enumeratee, Enumerator, Input, Iteratee } from 'fp-ts-iteratee'
import { cuttings, late, resultIn, running } from 'fp-ts-iteratee/laws'
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as S from 'fp-ts/lib/string.js'
import { elements, iteratees } from '../support/numbers'

const failure = new Error('on purpose')
const diverging = { left: { name: 'IterateeError', message: 'diverging iteratee after Input.EOF' } }

const text = Iteratee.consume(S.Monoid)

describe('flatMapTraversable', () => {
  const joined = (a: Input<string>, b: Input<string>) =>
    Iteratee.done(3, a)
      .flatMapTraversable(S.Semigroup)(() => Iteratee.done(4, b))
      .step()
  const el = Input.el

  test.each<readonly [string, Input<string>, Input<string>, Input<string>]>([
    ['both an element: joined, the first one first', el('ab'), el('cd'), el('abcd')],
    ['the first alone', el('ab'), Input.empty, el('ab')],
    ['the second alone', Input.empty, el('cd'), el('cd')],
    ['neither', Input.empty, Input.empty, Input.empty],
    ['the first EOF, the second nothing', Input.eof, Input.empty, Input.eof],
    ['the first nothing, the second EOF', Input.empty, Input.eof, Input.eof]
  ])('%s', async (_, a, b, remaining) => {
    expect(await joined(a, b)).toEqual({ _tag: 'Done', value: 4, remaining })
  })

  test('arrays are joined as arrays', async () => {
    const it = Iteratee.done(3, el<ReadonlyArray<number>>([1, 2])).flatMapTraversable(RA.getSemigroup<number>())(() =>
      Iteratee.done(4, el<ReadonlyArray<number>>([3, 4]))
    )
    expect(await it.step()).toEqual({ _tag: 'Done', value: 4, remaining: el([1, 2, 3, 4]) })
  })

  test('a second that is done later counts the same', async () => {
    const it = Iteratee.done(3, el('ab')).flatMapTraversable(S.Semigroup)(() =>
      Iteratee.flatten(late(Iteratee.done(4, el('cd')), 3))
    )
    expect(await it.step()).toEqual({ _tag: 'Done', value: 4, remaining: el('abcd') })
  })

  test('a second that fails at once leaves over what both did', async () => {
    const it = Iteratee.done(3, el('ab')).flatMapTraversable(S.Semigroup)(() => Iteratee.error(failure, el('cd')))
    expect(await it.step()).toEqual({ _tag: 'Error', error: failure, remaining: el('abcd') })
  })

  test('a second that takes is fed what the first left over, by itself', async () => {
    const it = Iteratee.done(3, el('ab')).flatMapTraversable(S.Semigroup)(() => Iteratee.getChunks<string>())
    expect(await Enumerator.of('cd').run(it)()).toEqual(E.right(['ab', 'cd']))
  })

  test('what is joined is fed to what follows', async () => {
    const it = Iteratee.done(3, el('ab')).flatMapTraversable(S.Semigroup)(() => Iteratee.done(4, el('cd')))
    const all = it.flatMap(() => Iteratee.getChunks<string>())
    expect(await Enumerator.of('ef').run(all)()).toEqual(E.right(['abcd', 'ef']))
  })

  test('of three, all is joined, in either nesting', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((s) => Iteratee.done(s, el(s))) as [
      Iteratee<string, string>,
      Iteratee<string, string>,
      Iteratee<string, string>
    ]
    const left = a
      .flatMapTraversable(S.Semigroup)(() => b)
      .flatMapTraversable(S.Semigroup)(() => c)
    const right = a.flatMapTraversable(S.Semigroup)(() => b.flatMapTraversable(S.Semigroup)(() => c))
    for (const it of [left, right]) {
      expect(await it.step()).toEqual({ _tag: 'Done', value: 'c', remaining: el('abc') })
    }
  })

  test('a function that throws, and a semigroup that does: that is the failure', async () => {
    const raise = (): never => {
      throw failure
    }
    for (const it of [
      Iteratee.done(3, el('ab')).flatMapTraversable(S.Semigroup)(raise),
      Iteratee.done(3, el('ab')).flatMapTraversable({ concat: raise })(() => Iteratee.done(4, el('cd')))
    ]) {
      const result = await it.run()
      expect(E.isLeft(result) && result.left).toBe(failure)
    }
  })
})

describe('joinI', () => {
  test('of an inner iteratee behind passAlong has that iteratee’s result', async () => {
    await fc.assert(
      fc.asyncProperty(iteratees, elements, cuttings, async ({ iteratee, model }, fed, cutting) => {
        const it = Enumeratee.passAlong<number>().applyOn(iteratee).joinI()
        expect(await running(cutting.produce(fed), it)).toEqual(resultIn(model(fed)))
      })
    )
  })

  test('ends the inner one: it is fed EOF once', async () => {
    const inputs: Input<number>[] = []
    const noting: Iteratee<number, string> = Iteratee.cont((input) => {
      inputs.push(input)
      return input._tag === 'EOF' ? Iteratee.done('ended', input) : noting
    })
    const it = Enumeratee.take<number>(2).applyOn(noting).joinI()
    expect(await Enumerator.of(1, 2, 3).run(it)()).toEqual(E.right('ended'))
    expect(inputs).toEqual([Input.el(1), Input.el(2), Input.eof])
  })

  test('loses what the inner one left over; what the outer one did is handed on', async () => {
    const inner = Iteratee.cont((input: Input<string>) => Iteratee.done('inner', input))
    const it = Enumeratee.map((n: number) => String(n))
      .applyOn(inner)
      .joinI()
    const all = it.flatMap((a) => Iteratee.getChunks<number>().map((rest) => [a, rest]))
    expect(await Enumerator.of(1, 2).run(all)()).toEqual(E.right(['inner', [2]]))
    const outer = Iteratee.done(Iteratee.done('a', Input.el('lost')), Input.el(7)).joinI()
    expect(await outer.step<number>()).toEqual({ _tag: 'Done', value: 'a', remaining: Input.el(7) })
  })

  test('an inner one that is not there yet is waited for', async () => {
    const it = Iteratee.done(Iteratee.flatten(late(Iteratee.getChunks<string>(), 3))).joinI()
    expect(await it.run()).toEqual(E.right([]))
  })

  test('an inner one that fails, and one that wants more after EOF', async () => {
    const failed = await Iteratee.done(Iteratee.error(failure)).joinI().run()
    expect(E.isLeft(failed) && failed.left).toBe(failure)
    const insatiable: Iteratee<number, never> = Iteratee.cont(() => insatiable)
    expect(await Iteratee.done(insatiable).joinI().run()).toMatchObject(diverging)
  })
})

describe('joinConcatI', () => {
  const upToDot = Enumeratee.takeWhile((s: string) => s !== '.')

  test('ends the inner one, and leaves over what both did, joined', async () => {
    const inner = Iteratee.done(1, Input.el('in'))
    const it = Iteratee.done(inner, Input.el('out')).joinConcatI(S.Semigroup)
    expect(await it.step()).toEqual({ _tag: 'Done', value: 1, remaining: Input.el('outin') })
  })

  test('leaves over the end of what an enumeratee takes', async () => {
    const it = upToDot.applyOn(text).joinConcatI(S.Semigroup)
    const all = it.flatMap((word) => Iteratee.getChunks<string>().map((rest) => [word, rest]))
    expect(await Enumerator.of('a', 'b', '.', 'c').run(all)()).toEqual(E.right(['ab', ['.', 'c']]))
  })

  test('takes the EOF of the inner one for its own, not for that of the input', async () => {
    const it = Iteratee.done(text).joinConcatI(S.Semigroup)
    const all = it.flatMap(() => Iteratee.getChunks<string>())
    expect(await Enumerator.of('a').run(all)()).toEqual(E.right(['a']))
  })

  test('an inner one that wants more after EOF', async () => {
    const insatiable: Iteratee<string, never> = Iteratee.cont(() => insatiable)
    expect(await Iteratee.done(insatiable).joinConcatI(S.Semigroup).run()).toMatchObject(diverging)
  })
})
