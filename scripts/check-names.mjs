/** The vocabulary, name by name: whether the built package has each, its documentation an example, and a test uses it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as library from 'fp-ts-iteratee'
import * as node from 'fp-ts-iteratee/node'
import * as redis from 'fp-ts-iteratee/redis'
import * as web from 'fp-ts-iteratee/web'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = (text) => text.trim().split(/\s+/)

const { Enumeratee, Enumerator, Input, Iteratee, Step } = library

const vocabulary = [
  { of: 'Input', has: Input, names: words('el empty eof map match Functor getEq getShow URI') },
  { of: 'Step', has: Step, names: words('match') },
  {
    of: 'Iteratee',
    has: Iteratee,
    names:
      words(`done cont error flatten fold foldM fold2 fold1 foreach foreachM consume getChunks head takeUpTo isEmpty
      skipToEof ignore eofOrElse repeat zip zipWith
      map ap flatMap contramap promap fromIO fromTask Do bindTo bind apS let
      URI Functor Pointed Apply Applicative Chain Monad FromIO FromTask Profunctor`)
  },
  {
    of: 'an Iteratee',
    has: Iteratee.done(1),
    names: words(`feed step fold pureFold pureFlatFold flatFold run map mapM flatMap flatMapM flatMapInput
      flatMapTraversable recover recoverM recoverWith joinI joinConcatI`)
  },
  {
    of: 'Enumerator',
    has: Enumerator,
    names: words(`of empty eof enumInput fromIterable unfold unfoldM repeat repeatM generateM fromCallback1 flatten
      interleave defer range fail never checkContinue0 checkContinue1 fromIO fromTask fromTaskEither fromOption fromEither
      bracket async fromAsyncIterable toAsyncIterable fromEvent tick timer
      map ap flatMap alt filter filterMap partition partitionMap compact separate Do bindTo bind apS let
      URI Functor Pointed Apply Applicative Chain Monad Alt Zero Alternative Compactable Filterable FromIO FromTask
      getMonoid`)
  },
  {
    of: 'an Enumerator',
    has: Enumerator.empty,
    names: words('apply run andThen through interleave map mapM mapInput flatMap filter onDoneEnumerating')
  },
  {
    of: 'Enumeratee',
    has: Enumeratee,
    names:
      words(`map mapM mapInput mapInputM mapInputFlatten mapConcat mapConcatInput mapFlatten filter filterNot filterM
      collect take takeWhile drop dropWhile breakE passAlong heading trailing scanLeft grouped onIterateeDone onEOF recover
      flatten
      zipWithIndex dedupe intersperse groupedWithin throttle debounce timeout delay parMapM parMapMUnordered attempt decode
      decodeEither encode DecodeError
      lines keepAlive takeUntil compose promap URI Category Profunctor`)
  },
  // the same functions, where Play has them
  { of: 'Enumeratee', as: '(Iteratee|Enumeratee)', has: Enumeratee, names: words('zip zipWith') },
  { of: 'an Enumeratee', has: Enumeratee.passAlong(), names: words('applyOn apply transform compose composeConcat') },
  { of: 'CharEncoding', has: library.CharEncoding, names: words('decode encode lines') },
  { of: 'Traversable', has: library.Traversable, names: words('head take takeUpTo drop splitOnceAt') },
  { of: 'Parsing', has: library.Parsing, names: words('search isMatched') },
  { of: 'Multipart', has: library.Multipart, names: words('parts boundaryOf') },
  {
    of: 'Concurrent',
    has: library.Concurrent,
    names: words('broadcast unicast patchPanel buffer dropInputIfNotReady lazyAndErrIfNotReady joined runPartial')
  },
  {
    of: 'a Channel',
    has: library.Concurrent.broadcast()[1],
    names: words('push pushInput room end endWith eofAndEnd')
  },
  {
    of: 'a Broadcaster',
    has: library.Concurrent.broadcast(Enumerator.empty)[1],
    names: words('noCords close closed')
  },
  { of: 'Hub', has: library.Hub, names: words('inMemory HubClosedError SlowSubscriberError') },
  { of: 'a Hub', has: library.Hub.inMemory(), names: words('publish subscribe tail topic close') },
  {
    of: 'CometMessage',
    has: library.CometMessage,
    names: words('string json stringOrJson fromEncoder contramap URI Contravariant')
  },
  { of: 'ServerSentEvent', has: library.ServerSentEvent, names: words('stringify encode decode') },
  {
    of: 'EventData',
    has: library.EventData,
    names: words('string json stringOrJson fromEncoder contramap pair URI Contravariant')
  },
  { of: 'EventName', has: library.EventName, names: words('none pair contramap URI Contravariant') },
  { of: 'EventId', has: library.EventId, names: words('none contramap URI Contravariant') },
  { of: 'Ndjson', has: library.Ndjson, names: words('encode encodeWith decode') },
  { of: 'Envelope', has: library.Envelope, names: words('id eventSource comet ndjson') },
  { of: 'WireFormat', has: library.WireFormat, names: words('comet eventStream ndjson') },
  {
    of: 'node',
    has: node,
    names:
      words(`response chunked negotiated atMost gracefulShutdown lastEventId requestBody BodyAbortedError BodyTooLargeError
      fromFile fromReadable toReadable toWritable throughDuplex outputStream`)
  },
  { of: 'redis', has: redis, names: words('redisHub PublishError UndecodableEventError') },
  { of: 'web', has: web, names: words('toReadableStream fromReadableStream toResponse') },
  {
    of: 'the library',
    has: library,
    names: words(`AbortError EventTooLongError IterateeError LineTooLongError MalformedInputError MultipartError
      MultipartLimitError NdjsonError OverflowError TimeoutError UnmappableCharacterError
      CharEncoding Traversable Parsing Comet Html Writeable ServerSentEvent EventSource EventData EventName EventId Ndjson`)
  }
]

const files = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))

const tests = files('test', '.ts').join('\n')
const examples = files('dist/esm', '.d.ts')
  .flatMap((text) => text.match(/\/\*\*(?:(?!\*\/)[^])*@example(?:(?!\*\/)[^])*\*\//g) ?? [])
  .join('\n')

const byThemselves = ['the library', 'node', 'redis', 'web']

// how it is written where it is used: `Iteratee.fold`, `.flatMap`, `Comet`
const written = ({ of, as = of }, name) =>
  new RegExp(/^an? /.test(of) ? `[.]${name}\\b` : byThemselves.includes(of) ? `\\b${name}\\b` : `\\b${as}[.]${name}\\b`)

// an instance is shown by its laws, the name of the type by the type checker
const needsTest = (name) => name !== 'URI'
const needsExample = (name) => /^[a-z]/.test(name)

const missing = vocabulary.flatMap((entry) =>
  entry.names.flatMap((name) => [
    ...(name in entry.has ? [] : [`${entry.of} has no ${name}`]),
    ...(needsTest(name) && !written(entry, name).test(tests) ? [`no test uses ${name} of ${entry.of}`] : []),
    ...(needsExample(name) && !written(entry, name).test(examples) ? [`no example shows ${name} of ${entry.of}`] : [])
  ])
)

const count = vocabulary.reduce((sum, { names }) => sum + names.length, 0)
console.log(missing.length === 0 ? `all ${count} names are there, with tests and examples` : missing.join('\n'))
process.exitCode = missing.length === 0 ? 0 : 1
