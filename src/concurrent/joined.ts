import { Enumerator } from '../enumerator/model.js'
import { Iteratee } from '../iteratee/model.js'
import { Joint } from '../kernel/source/joint.js'

/**
 * An iteratee and an enumerator that belong together: what the one is fed comes out of the other. So two runs, each
 * written as if it were alone, become one stream.
 *
 * Either side may come first, and waits for the other; nothing is kept between them, so that the source of the iteratee
 * goes as fast as the consumer of the enumerator. `EOF` ends the enumerator, which sends none itself. When the consumer of
 * the enumerator has enough, the iteratee is done, and its source is released. A failure, or an interruption, of either
 * side is the failure of the other.
 *
 * Both stand for one thing in the world: each is used once. Who uses one again has an error that says so.
 *
 * @category constructors
 * @since 0.1.0
 * @example
 * import { Concurrent, Enumerator, Iteratee } from 'fp-ts-iteratee'
 *
 * const [iteratee, enumerator] = Concurrent.joined<string>()
 * const feeding = Enumerator.of('kiki', 'foo').run(iteratee)()
 * assert.deepStrictEqual(await enumerator.run(Iteratee.getChunks())(), { _tag: 'Right', right: ['kiki', 'foo'] })
 * assert.deepStrictEqual(await feeding, { _tag: 'Right', right: undefined })
 */
export const joined = <E>(): readonly [Iteratee<E, void>, Enumerator<E>] => {
  const { consumer, source } = new Joint<E>(used)
  return [Iteratee.from(consumer), Enumerator.from(source)]
}

const used = (what: string): Error =>
  new Error(`Concurrent.joined: the ${what} has been used already; each pair can be used once`)
