import { Html, Writeable } from 'fp-ts-iteratee'

test.each([
  ['html', Writeable.html.contentType, 'text/html; charset=utf-8'],
  ['text', Writeable.text.contentType, 'text/plain; charset=utf-8'],
  ['json', Writeable.json.contentType, 'application/json'],
  ['bytes', Writeable.bytes.contentType, 'application/octet-stream'],
  ['eventStream', Writeable.eventStream.contentType, 'text/event-stream'],
  ['ndjson', Writeable.ndjson.contentType, 'application/x-ndjson']
])('%s: content type', (_, actual, expected) => {
  expect(actual).toBe(expected)
})

test('text, markup and what has been encoded go as they are', () => {
  expect(Writeable.html.transform(Html.raw('<hr>'))).toBe('<hr>')
  expect(Writeable.text.transform('<hr>')).toBe('<hr>')
  expect(Writeable.eventStream.transform('data: a\n\n')).toBe('data: a\n\n')
  expect(Writeable.ndjson.transform('{}\n')).toBe('{}\n')
})

test('bytes go as they are, not copied', () => {
  const bytes = new Uint8Array([0, 255])
  expect(Writeable.bytes.transform(bytes)).toBe(bytes)
})

test('json: one text for each element', () => {
  expect(Writeable.json.transform({ a: ['"', null, '\ud800'] })).toBe('{"a":["\\"",null,"\\ud800"]}')
})
