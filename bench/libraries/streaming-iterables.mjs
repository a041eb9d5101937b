/** Its `merge` is the one that takes turns: the other one is for sources that wait. */
import * as S from 'streaming-iterables'

export const streamingIterables = {
  name: 'streaming-iterables',
  from: (array) => array,
  fromAsync: (iterable) => iterable,
  map: S.map,
  filter: S.filter,
  take: S.take,
  drop: S.drop,
  grouped: S.batch,
  flatMap: S.flatMap,
  concatMap: S.flatMap,
  flattenChunks: S.flatten,
  merge: (streams) => S.merge(...streams),
  mapM: S.map,
  fold: S.reduce
}
