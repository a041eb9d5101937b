/** Forms as bytes, and what is read of them. */
import { type Enumeratee, Iteratee, Multipart, type MultipartLimits } from 'fp-ts-iteratee'
import * as O from 'fp-ts/lib/Option.js'

/** A part that has been read whole; a character of its content is a byte. */
export interface Part {
  readonly name: string
  readonly filename?: string
  readonly type?: string
  readonly content: string
}

export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
/** Plain ones, without what Node's own kind can do. */
export const bytesOf = (text: string, encoding: BufferEncoding = 'latin1'): Uint8Array =>
  new Uint8Array(Buffer.from(text, encoding))

export const content: Iteratee<Uint8Array, string> = Iteratee.getChunks<Uint8Array>().map((all) =>
  all.map(latin1).join('')
)

/** Each part as a whole. */
export const reading = (boundary: string, limits?: MultipartLimits): Enumeratee<Uint8Array, Part> =>
  Multipart.parts(
    boundary,
    ({ name, filename, contentType }) =>
      content.map((content) => ({
        name,
        ...(O.isSome(filename) ? { filename: filename.value } : {}),
        ...(O.isSome(contentType) ? { type: contentType.value } : {}),
        content
      })),
    limits
  )

/** As browsers write it. */
const quoted = (value: string): string => `"${value.replace(/["\r\n]/g, (character) => encodeURIComponent(character))}"`

/** A form, written by hand; in UTF-8, but for the contents. */
export const written = (boundary: string, parts: ReadonlyArray<Part>): Uint8Array => {
  const bytes = parts.flatMap(({ name, filename, type, content }) => [
    Buffer.from(
      [
        `--${boundary}`,
        `Content-Disposition: form-data; name=${quoted(name)}${filename === undefined ? '' : `; filename=${quoted(filename)}`}`,
        ...(type === undefined ? [] : [`Content-Type: ${type}`]),
        '',
        ''
      ].join('\r\n')
    ),
    Buffer.from(`${content}\r\n`, 'latin1')
  ])
  return new Uint8Array(Buffer.concat([...bytes, Buffer.from(`--${boundary}--\r\n`)]))
}

export const boundaryIn = (contentType: string | null | undefined): string => {
  const boundary = Multipart.boundaryOf(contentType)
  if (boundary._tag === 'Left') throw boundary.left
  return boundary.right
}
