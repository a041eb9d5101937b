/**
 * Enumerators, enumeratees and iteratees for fp-ts, and Comet on top.
 *
 * In reading order: what an iteratee is fed, the states it may be in, the consumer, the producer, the adapter between
 * them; then tools for bytes and text, and what goes to a browser. `fp-ts-iteratee/node` has the response iteratee,
 * `fp-ts-iteratee/web` streams and responses for what speaks Fetch, `fp-ts-iteratee/iconv` more charsets,
 * `fp-ts-iteratee/client` what listens in the page.
 *
 * @module
 * @since 0.1.0
 */
import * as EnumerateeModule from './Enumeratee.js'
import * as EnumeratorModule from './Enumerator.js'
import * as InputModule from './Input.js'
import * as IterateeModule from './Iteratee.js'
import * as StepModule from './Step.js'
import * as ConcurrentModule from './Concurrent.js'
import * as HubModule from './Hub.js'
import * as CharEncodingModule from './CharEncoding.js'
import * as TraversableModule from './Traversable.js'
import * as ParsingModule from './Parsing.js'
import * as MultipartModule from './Multipart.js'
import * as CometMessageModule from './push/CometMessage.js'
import * as EnvelopeModule from './push/Envelope.js'
import * as EventDataModule from './push/EventData.js'
import * as EventIdModule from './push/EventId.js'
import * as EventNameModule from './push/EventName.js'
import * as HtmlModule from './push/Html.js'
import * as NdjsonModule from './push/Ndjson.js'
import * as ServerSentEventModule from './push/ServerSentEvent.js'
import * as WireFormatModule from './push/WireFormat.js'
import * as WriteableModule from './push/Writeable.js'

/** What an iteratee is fed. See the module `Input`. */
export type Input<E> = InputModule.Input<E>
/** What an iteratee is fed. See the module `Input`. */
export const Input = InputModule

/** The state of an iteratee. See the module `Step`. */
export type Step<E, A> = StepModule.Step<E, A>
/** The state of an iteratee. See the module `Step`. */
export const Step = StepModule

/** Consumers. See the module `Iteratee`. */
export type Iteratee<E, A> = IterateeModule.Iteratee<E, A>
/** Consumers. See the module `Iteratee`. */
export const Iteratee = IterateeModule

/** Producers. See the module `Enumerator`. */
export type Enumerator<E> = EnumeratorModule.Enumerator<E>
/** Producers. See the module `Enumerator`. */
export const Enumerator = EnumeratorModule

/** Adapters. See the module `Enumeratee`. */
export type Enumeratee<From, To> = EnumerateeModule.Enumeratee<From, To>
/** Adapters. See the module `Enumeratee`. */
export const Enumeratee = EnumerateeModule

export {
  AbortError,
  EventTooLongError,
  IterateeError,
  LineTooLongError,
  MalformedInputError,
  OverflowError,
  TimeoutError,
  UnmappableCharacterError
} from './Errors.js'
export type { Charset, Coded, Coder } from './CharEncoding.js'
export type { KeepAliveOptions, LinesOptions, Mismatch } from './Enumeratee.js'
export type { Broadcaster, PatchPanel } from './Concurrent.js'
export type { Channel, Emitter, FromEventOptions, Interruption, Listenable, RunOptions } from './Enumerator.js'
export type { Chunk, ElementOf, SliceOf } from './Traversable.js'
export type { Matched, MatchInfo, Unmatched } from './Parsing.js'

/** Bytes as text, and text as bytes. See the module `CharEncoding`. */
export const CharEncoding = CharEncodingModule

/** Streams of chunks, by what is in them. See the module `Traversable`. */
export const Traversable = TraversableModule

/** Bytes, cut by what is in them. See the module `Parsing`. */
export const Parsing = ParsingModule

/** Forms with files. See the module `Multipart`. */
export const Multipart = MultipartModule
export { MultipartError, MultipartLimitError } from './Multipart.js'
export type { MultipartLimits, PartHead } from './Multipart.js'

/** One producer and many consumers, producers that are pushed to, buffers. See the module `Concurrent`. */
export const Concurrent = ConcurrentModule

/** From many publishers to many subscribers. See the module `Hub`. */
export type Hub<A> = HubModule.Hub<A>
/** From many publishers to many subscribers. See the module `Hub`. */
export const Hub = HubModule

/** Markup. See the module `Html`. */
export type Html = HtmlModule.Html
/** Markup. See the module `Html`. */
export const Html = HtmlModule

/** How a value becomes a message. See the module `CometMessage`. */
export type CometMessage<E> = CometMessageModule.CometMessage<E>
/** How a value becomes a message. See the module `CometMessage`. */
export const CometMessage = CometMessageModule

/** What can be the body of a response. See the module `Writeable`. */
export type Writeable<A> = WriteableModule.Writeable<A>
/** What can be the body of a response. See the module `Writeable`. */
export const Writeable = WriteableModule

export { Comet, type CometOptions } from './push/Comet.js'

/** Server-sent events as text. See the module `ServerSentEvent`. */
export type ServerSentEvent = ServerSentEventModule.ServerSentEvent
/** Server-sent events as text. See the module `ServerSentEvent`. */
export const ServerSentEvent = ServerSentEventModule
export type { Dispatched, EventStreamOptions } from './push/ServerSentEvent.js'

/** How a value becomes the data of an event. See the module `EventData`. */
export type EventData<E> = EventDataModule.EventData<E>
/** How a value becomes the data of an event. See the module `EventData`. */
export const EventData = EventDataModule

/** The name of a value's event. See the module `EventName`. */
export type EventName<E> = EventNameModule.EventName<E>
/** The name of a value's event. See the module `EventName`. */
export const EventName = EventNameModule

/** Which id a value has in a stream. See the module `EventId`. */
export type EventId<E> = EventIdModule.EventId<E>
/** Which id a value has in a stream. See the module `EventId`. */
export const EventId = EventIdModule

export { EventSource, type EventSourceOptions } from './push/EventSource.js'

/** Newline-delimited JSON. See the module `Ndjson`. */
export const Ndjson = NdjsonModule
export { NdjsonError } from './push/Ndjson.js'

/** What subscribers of a hub are handed, on its way to a browser. See the module `Envelope`. */
export type Envelope<A> = EnvelopeModule.Envelope<A>
/** What subscribers of a hub are handed, on its way to a browser. See the module `Envelope`. */
export const Envelope = EnvelopeModule

/** The forms in which a stream goes out. See the module `WireFormat`. */
export type WireFormat<A> = WireFormatModule.WireFormat<A>
/** The forms in which a stream goes out. See the module `WireFormat`. */
export const WireFormat = WireFormatModule
