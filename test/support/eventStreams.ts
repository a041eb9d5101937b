/** Event streams, and what is dispatched of them: case by case, generated, and by a model. */
import * as fc from 'fast-check'
import type { Dispatched } from 'fp-ts-iteratee'

export const message = (data: string, lastEventId = ''): Dispatched => ({ event: 'message', data, lastEventId })

const named = (event: string, data: string, lastEventId = ''): Dispatched => ({ event, data, lastEventId })

type Case = readonly [name: string, text: string, dispatched: ReadonlyArray<Dispatched>]

const ends: ReadonlyArray<Case> = [
  ['nothing', '', []],
  ['LF', 'data: a\n\ndata: b\n\n', [message('a'), message('b')]],
  ['CR', 'data: a\r\rdata: b\r\r', [message('a'), message('b')]],
  ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', [message('a'), message('b')]],
  ['one CRLF is one end', 'data: a\r\ndata: b\r\n\r\n', [message('a\nb')]],
  ['LF and CR are two', 'data: a\n\rdata: b\n\r', [message('a'), message('b')]],
  ['CR and CRLF are two', 'data: a\r\r\ndata: b\r\r\n', [message('a'), message('b')]],
  ['CRLF and LF are two', 'data: a\r\n\ndata: b\r\n\n', [message('a'), message('b')]],
  ['each line with another end', 'data: a\rdata: b\ndata: c\r\n\n', [message('a\nb\nc')]],
  ['what ends lines elsewhere does not here', 'data: a\u2028b\u2029c\u0085d\u000be\u000cf\n\n', [message('a\u2028b\u2029c\u0085d\u000be\u000cf')]], // prettier-ignore
  ['empty lines before, between and after', '\n\r\r\n\ndata: a\n\n\n\r\ndata: b\n\n\n', [message('a'), message('b')]]
]

const incomplete: ReadonlyArray<Case> = [
  ['no end of the last line', 'data: a\n\ndata: b', [message('a')]],
  ['no empty line at the end', 'data: a\n\ndata: b\n', [message('a')]],
  ['no empty line at the end, CRLF', 'data: a\r\n\r\ndata: b\r\n', [message('a')]],
  ['no empty line at all', 'data: a\ndata: b\nid: 1\nevent: c\n', []],
  ['other fields after the last event', 'retry: 10\ndata: a\n\nid: 1\nevent: b', [{ ...message('a'), retry: 10 }]],
  ['a comment before the final empty line', 'data: a\n\ndata: b\n:\n\n', [message('a'), message('b')]]
]

const marks: ReadonlyArray<Case> = [
  ['one byte order mark at the beginning is left out', '\ufeffdata: a\n\ndata: b\n\n', [message('a'), message('b')]],
  ['the second is a part of a name', '\ufeff\ufeffdata: a\n\ndata: b\n\n', [message('b')]],
  ['so is one on a later line', 'data: a\n\ufeffdata: b\n\n', [message('a')]],
  ['and one after an event', 'data: a\n\n\ufeffdata: b\n\ndata: c\n\n', [message('a'), message('c')]],
  ['one before an empty line', '\ufeff\ndata: a\n\n', [message('a')]],
  ['one before a comment', '\ufeff: a\ndata: b\n\n', [message('b')]],
  ['one alone', '\ufeff', []],
  ['one in a value stays', 'data:\ufeffa\n\nevent:\ufeff\nid:\ufeff\ndata: \ufeff\n\n', [message('\ufeffa'), named('\ufeff', '\ufeff', '\ufeff')]] // prettier-ignore
]

const comments: ReadonlyArray<Case> = [
  ['between lines', 'data: a\n: data: b\n:data: c\n:\ndata: d\n\n', [message('a\nd')]],
  ['alone', ':\n\n: a\n\n', []],
  ['of many colons', ':::\n::data: a\ndata: b\n\n', [message('b')]],
  ['with a NUL, with other letters, long', `:\0\n:é€😀\n:${'x'.repeat(5000)}\ndata: a\n\n`, [message('a')]],
  ['ended by CR', ':a\rdata: b\r\r', [message('b')]]
]

const data: ReadonlyArray<Case> = [
  ['one blank is left out', 'data:a\n\ndata: a\n\ndata:  a\n\n', [message('a'), message('a'), message(' a')]],
  ['a tab is none', 'data:\ta\n\ndata: \ta\n\n', [message('\ta'), message('\ta')]],
  ['nor is any other space', 'data:\u00a0a\n\ndata:\u3000b\n\n', [message('\u00a0a'), message('\u3000b')]],
  ['blanks at the end stay', 'data: a \n\ndata:a\t\n\n', [message('a '), message('a\t')]],
  ['blanks alone', 'data: \n\ndata:  \n\n', [message(''), message(' ')]],
  ['empty data is data', 'data:\n\n', [message('')]],
  ['so it is without a colon', 'data\n\n', [message('')]],
  ['several empty lines', 'data\ndata\n\ndata:\ndata:\ndata:\n\n', [message('\n'), message('\n\n')]],
  ['empty lines around', 'data:\ndata: a\ndata\n\n', [message('\na\n')]],
  ['colons', 'data:a:b\n\ndata::a\n\ndata: : a\n\n', [message('a:b'), message(':a'), message(': a')]],
  ['what looks like a field', 'data: data: a\ndata: id: 1\n\n', [message('data: a\nid: 1')]],
  ['NUL', 'data: \0a\0\n\n', [message('\0a\0')]],
  ['letters of one to four bytes', 'data: aéא€😀\n\n', [message('aéא€😀')]],
  ['backslashes mean nothing', 'data: a\\nb\\0\n\n', [message('a\\nb\\0')]]
]

const names: ReadonlyArray<Case> = [
  ['of the event', 'event: a\ndata: b\n\n', [named('a', 'b')]],
  ['for one event only', 'event: a\ndata: b\n\ndata: c\n\n', [named('a', 'b'), message('c')]],
  ['after the data', 'data: b\nevent: a\n\n', [named('a', 'b')]],
  ['the last one counts', 'event: a\nevent: b\ndata: c\n\n', [named('b', 'c')]],
  ['an empty one is message', 'event:\ndata: a\n\nevent: \ndata: b\n\nevent\ndata: c\n\n', [message('a'), message('b'), message('c')]], // prettier-ignore
  ['an empty one undoes one', 'event: a\nevent\ndata: b\n\n', [message('b')]],
  ['without data it is forgotten', 'event: a\n\ndata: b\n\n', [message('b')]],
  ['with blanks, colons, other letters', 'event:  a : é \ndata: b\n\n', [named(' a : é ', 'b')]],
  ['message by its name', 'event: message\ndata: a\n\n', [message('a')]]
]

const ids: ReadonlyArray<Case> = [
  ['of the event', 'id: 1\ndata: a\n\n', [message('a', '1')]],
  ['hold', 'id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\ndata: d\n\n', [message('a', '1'), message('b', '1'), message('c', '2'), message('d', '2')]], // prettier-ignore
  ['after the data', 'data: a\nid: 1\n\n', [message('a', '1')]],
  ['the last one counts', 'id: 1\nid: 2\ndata: a\n\n', [message('a', '2')]],
  ['an empty one ends it', 'id: 1\ndata: a\n\nid:\ndata: b\n\ndata: c\n\n', [message('a', '1'), message('b'), message('c')]], // prettier-ignore
  ['one without a colon ends it', 'id: 1\ndata: a\n\nid\ndata: b\n\n', [message('a', '1'), message('b')]],
  ['without data it holds all the same', 'id: 1\n\ndata: a\n\n', [message('a', '1')]],
  ['so does the end of one', 'id: 1\ndata: a\n\nid\n\ndata: b\n\n', [message('a', '1'), message('b')]],
  ['one with a NUL is ignored', 'id: 1\ndata: a\n\nid: \x002\ndata: b\n\nid: 3\0\ndata: c\n\n', [message('a', '1'), message('b', '1'), message('c', '1')]], // prettier-ignore
  ['a NUL alone is ignored', 'id: 1\nid: \0\ndata: a\n\n', [message('a', '1')]],
  ['with blanks, colons, other letters', 'id:  1 : é \ndata: a\n\n', [message('a', ' 1 : é ')]]
]

const retries: ReadonlyArray<Case> = [
  ['on the event', 'retry: 10\ndata: a\n\ndata: b\n\n', [{ ...message('a'), retry: 10 }, message('b')]],
  ['on the first that is dispatched', 'retry: 10\n\nretry: 20\n\ndata: a\n\n', [{ ...message('a'), retry: 20 }]],
  ['zero, and zeros before it', 'retry: 0\ndata: a\n\nretry:007\ndata: b\n\n', [{ ...message('a'), retry: 0 }, { ...message('b'), retry: 7 }]], // prettier-ignore
  ['what is no number is ignored', 'retry: 10\nretry: 20x\nretry: x\ndata: a\n\n', [{ ...message('a'), retry: 10 }]],
  ['so are signs, points, blanks', 'retry: -1\nretry: +1\nretry: 1.5\nretry: 1e3\nretry:  1\nretry: 1 \nretry: 0x1\ndata: a\n\n', [message('a')]], // prettier-ignore
  ['so are digits of other scripts', 'retry: ١٢\nretry: １\nretry: ²\ndata: a\n\n', [message('a')]],
  ['so are empty ones', 'retry\nretry:\nretry: \ndata: a\n\n', [message('a')]],
  ['a very large one', `retry: ${'9'.repeat(400)}\ndata: a\n\n`, [{ ...message('a'), retry: Number.MAX_SAFE_INTEGER }]] // prettier-ignore
]

const fields: ReadonlyArray<Case> = [
  ['unknown ones are ignored', 'a: b\ndata: c\nunknown\n: d\nx:\n\n', [message('c')]],
  ['names are told apart by case', 'Data: a\nDATA: b\nEvent: c\nID: d\nRetry: 1\ndata: e\n\n', [message('e')]],
  ['and by blanks', ' data: a\ndata : b\n\tdata: c\ndata\t: d\ndata: e\n\n', [message('e')]],
  ['and by what is in them', 'dat: a\ndataa: b\n\0data: c\ndata\0: d\nidd: e\n\ndata: f\n\n', [message('f')]],
  ['names of members of objects are unknown', '__proto__: a\nconstructor: b\ntoString\ndata: c\n\n', [message('c')]],
  ['an event of unknown fields', 'a: b\n\nunknown\n\n', []],
  ['all at once', ': a\nid: 1\nevent: b\nretry: 10\ndata: c\ndata: d\n\n', [{ ...named('b', 'c\nd', '1'), retry: 10 }]]
]

/** Each with what it shows. */
export const eventStreams: ReadonlyArray<Case> = Object.entries({
  'ends of lines': ends,
  incomplete,
  'byte order marks': marks,
  comments,
  data,
  names,
  ids,
  retries,
  fields
}).flatMap(([group, cases]) => cases.map(([name, ...rest]): Case => [`${group}: ${name}`, ...rest]))

const unit = fc.constantFrom(
  ...['data', 'data:', 'data: ', 'event:', 'event: ', 'id', 'id:', 'retry:', ':', ' ', '\n', '\r', '\r\n', '\n\n'],
  ...['\r\n\r\n', 'a', '7', '\0', 'é', '€', '😀', '\ufeff', '\u2028', 'Data: x']
)

const end = fc.constantFrom('\n', '\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n')

const field = fc.constantFrom(
  ...[
    'data: a',
    'data:b',
    'data',
    'event: c',
    'event',
    'id: 1',
    'id: 2',
    'id',
    'id: \0',
    'retry: 7',
    'retry: 8',
    ': d'
  ],
  ...['', 'e: f', ' data: g', 'retry: -1', '\ufeffdata: h', 'data:  i:']
)

/** Short ones, of what the grammar is made of: bits of lines, and whole ones. */
export const streams: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit, maxLength: 30 }),
  fc.array(fc.tuple(field, end), { maxLength: 16 }).map((lines) => lines.flat().join(''))
)

/** The model: all at once, line by line, as the standard tells it. */
export const dispatchedOf = (text: string): ReadonlyArray<Dispatched> => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  // what follows the last end of a line is no line
  lines.pop()
  const all: Dispatched[] = []
  let [buffer, type, lastEventId] = ['', '', '']
  let retry: number | undefined
  for (const line of lines) {
    const [, field, value] = /^([^:]*)(?::\u0020?([^]*))?$/.exec(line) as unknown as [string, string, string?]
    if (line === '') {
      if (buffer !== '') {
        const event = { event: type || 'message', data: buffer.slice(0, -1), lastEventId }
        all.push(retry === undefined ? event : { ...event, retry })
        retry = undefined
      }
      buffer = type = ''
    } else if (field === 'data') buffer += `${value ?? ''}\n`
    else if (field === 'event') type = value ?? ''
    else if (field === 'id' && !/\0/.test(value ?? '')) lastEventId = value ?? ''
    else if (field === 'retry' && /^[0-9]+$/.test(value ?? '')) retry = Number(value)
  }
  return all
}
