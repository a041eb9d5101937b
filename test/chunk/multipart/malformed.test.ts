/** What is tolerated, and what is refused with the place where it is wrong. */
import { Enumerator, Iteratee, Multipart } from 'fp-ts-iteratee'
import { bytesOf, content, type Part, reading } from '../../support/forms'

const run = (body: string) => Enumerator.of(bytesOf(body)).through(reading('a')).run(Iteratee.getChunks<Part>())()

const head = 'Content-Disposition: form-data; name="n"'

describe('tolerated', () => {
  const one = [{ name: 'n', content: 'x' }]
  test.each<readonly [string, string, ReadonlyArray<Part>]>([
    ['no parts', '--a--\r\n', []],
    ['no line end at the end', `--a\r\n${head}\r\n\r\nx\r\n--a--`, one],
    ['a line end first', `\r\n--a\r\n${head}\r\n\r\nx\r\n--a--\r\n`, one],
    ['text first', `to whom it may concern\r\n\r\n--b\r\n--a\r\n${head}\r\n\r\nx\r\n--a--\r\n`, one],
    ['text last', `--a\r\n${head}\r\n\r\nx\r\n--a--\r\nyours\r\n--a\r\n--a--`, one],
    ['text on the line of the last boundary', `--a\r\n${head}\r\n\r\nx\r\n--a--yours`, one],
    ['blanks behind a boundary', `--a \t \r\n${head}\r\n\r\nx\r\n--a-- \r\n`, one],
    ['names of headers in any case', `--a\r\ncOntent-dispositioN:FORM-DATA;NAME=n;\r\n\r\nx\r\n--a--`, one],
    ['an empty content', `--a\r\n${head}\r\n\r\n\r\n--a--`, [{ name: 'n', content: '' }]],
    [
      'a content that begins with blank lines',
      `--a\r\n${head}\r\n\r\n\r\n\r\n\r\n--a--`,
      [{ name: 'n', content: '\r\n\r\n' }]
    ],
    [
      'boundaries that are none: LF alone',
      `--a\r\n${head}\r\n\r\n\n--a\n--a--\r--a\r\n--a--`,
      [{ name: 'n', content: '\n--a\n--a--\r--a' }]
    ]
  ])('%s', async (_, body, parts) => {
    expect(await run(body)).toEqual({ _tag: 'Right', right: parts })
  })
})

describe('refused', () => {
  const after = 3
  const endOfLine = 'expected the end of the line after the boundary'
  const disposition = (got: string) => `expected a Content-Disposition of form-data with a name, got ${got}`

  test.each<readonly [string, string, number, string]>([
    ['nothing', '', 0, 'the input is over, and there is no boundary'],
    ['another boundary', '--b--\r\n', 7, 'the input is over, and there is no boundary'],
    ['LF alone', `--a\n${head}\n\nx\n--a--\n`, after, endOfLine],
    ['CR alone', `--a\r${head}\r\rx\r--a--\r`, after, endOfLine],
    ['a longer boundary', `--ab\r\n${head}\r\n\r\nx\r\n--ab--`, after, endOfLine],
    ['a blank and a hyphen', `--a -\r\n${head}\r\n\r\nx\r\n--a--`, after, endOfLine],
    ['one hyphen', `--a-\r\n${head}\r\n\r\nx\r\n--a--`, after, endOfLine],
    ['a boundary in a content', `--a\r\n${head}\r\n\r\nx\r\n--ab\r\n--a--`, 55, endOfLine],
    [
      'a boundary, then the last',
      '--a\r\n--a--',
      after,
      'expected the headers of a part and a blank line, got a boundary'
    ],
    ['no blank line', `--a\r\n${head}\r\n--a--`, 45, 'expected the headers of a part and a blank line, got a boundary'],
    ['the end in a head', `--a\r\n${head}\r\n`, 47, 'the input is over, and the last boundary is missing'],
    [
      'the end in a content',
      `--a\r\n${head}\r\n\r\nx\r\n--a`,
      55,
      'the input is over, and the last boundary is missing'
    ],
    [
      'no last boundary',
      `--a\r\n${head}\r\n\r\nx\r\n--a\r\n`,
      57,
      'the input is over, and the last boundary is missing'
    ],
    ['no headers', '--a\r\n\r\nx\r\n--a--', after, disposition('none')],
    [
      'another disposition',
      '--a\r\nContent-Disposition: attachment; name="n"\r\n\r\n\r\n--a--',
      after,
      disposition('"attachment; name=\\"n\\""')
    ],
    ['no name', '--a\r\nContent-Disposition: form-data\r\n\r\n\r\n--a--', after, disposition('"form-data"')],
    [
      'a name that is not closed',
      '--a\r\nContent-Disposition: form-data; name="n\r\n\r\n\r\n--a--',
      after,
      disposition('"form-data; name=\\"n"')
    ],
    [
      'two names',
      `--a\r\n${head}; name="m"\r\n\r\n\r\n--a--`,
      after,
      disposition('"form-data; name=\\"n\\"; name=\\"m\\""')
    ],
    [
      'a filename* in another charset',
      `--a\r\n${head}; filename*=big5''x\r\n\r\n\r\n--a--`,
      after,
      disposition(`"form-data; name=\\"n\\"; filename*=big5''x"`)
    ],
    [
      'a filename* that is not UTF-8',
      `--a\r\n${head}; filename*=UTF-8''%ff\r\n\r\n\r\n--a--`,
      after,
      disposition(`"form-data; name=\\"n\\"; filename*=UTF-8''%ff"`)
    ],
    [
      'a header twice',
      `--a\r\n${head}\r\ncontent-disposition: x\r\n\r\n\r\n--a--`,
      after,
      'the header content-disposition comes twice'
    ],
    [
      'a header on two lines',
      `--a\r\n${head};\r\n filename="x"\r\n\r\n\r\n--a--`,
      after,
      '" filename=\\"x\\"" is no header'
    ],
    [
      'LF in a header',
      `--a\r\n${head}\n\r\n\r\n\r\n--a--`,
      after,
      `"Content-Disposition: form-data; name=\\"n\\"\\n" is no header`
    ],
    ['a line without a name', `--a\r\n: x\r\n\r\n\r\n--a--`, after, '": x" is no header'],
    [
      'a header that is not UTF-8',
      `--a\r\n${head.replace('n"', '\xe9"')}\r\n\r\n\r\n--a--`,
      after,
      'the headers are not UTF-8'
    ],
    [
      'a header that ends within a character',
      `--a\r\n${head}\xc3\r\n\r\n\r\n--a--`,
      after,
      'the headers are not UTF-8'
    ],
    [
      'a filename* of something like UTF-8',
      `--a\r\n${head}; filename*=xUTF-8''x\r\n\r\n\r\n--a--`,
      after,
      disposition(`"form-data; name=\\"n\\"; filename*=xUTF-8''x"`)
    ],
    [
      'a byte order mark',
      `--a\r\n\xef\xbb\xbf${head}\r\n\r\n\r\n--a--`,
      after,
      `"\uFEFFContent-Disposition: form-data; name=\\"n\\"" is no header`
    ],
    [
      'a line that is just short enough to be shown',
      `--a\r\n${'x'.repeat(100)}\r\n\r\n\r\n--a--`,
      after,
      `"${'x'.repeat(100)}" is no header`
    ],
    ['a long line', `--a\r\n${'x'.repeat(101)}\r\n\r\n\r\n--a--`, after, `"${'x'.repeat(100)}…" is no header`]
  ])('%s', async (_, body, offset, what) => {
    const message = `malformed multipart/form-data at byte ${offset}: ${what}`
    expect(await run(body)).toMatchObject({ _tag: 'Left', left: { name: 'MultipartError', offset, message } })
  })
})

test.each(['', 'a\r\nb', 'a ', 'é', 'a'.repeat(71)])('the boundary %j', (boundary) => {
  expect(() => Multipart.parts(boundary, () => content)).toThrow(
    new RangeError(
      `Multipart.parts: expected a boundary of 1 to 70 printable characters, got ${JSON.stringify(boundary)}`
    )
  )
})
