/** The headers of a part. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { textOf } from '../charset/utf8.js'
import { shown } from './errors.js'
import { parameterised, token } from './parameters.js'

/**
 * What a part of a form says of itself before its content. All of it is as the client wrote it: a file name may be a
 * path, or one that a file system takes for something else, and the content need not be of its type.
 *
 * @category model
 * @since 0.1.0
 */
export interface PartHead {
  /** the name of the field */
  readonly name: string
  /** there for a file; empty where the form has a field for files and none was chosen */
  readonly filename: O.Option<string>
  /** as it was written, with its parameters */
  readonly contentType: O.Option<string>
  /** all headers, by their names in lower case */
  readonly headers: ReadonlyMap<string, string>
}

const header = new RegExp(`^(${token}):[ \\t]*([^\\r\\n]*)$`)

/** On the left, what is wrong with the headers. */
export const headOf = (bytes: Uint8Array): E.Either<string, PartHead> => {
  const text = textOf(bytes)
  if (text === undefined) return E.left('the headers are not UTF-8')
  const headers = new Map<string, string>()
  for (const line of text === '' ? [] : text.split('\r\n')) {
    const [, name, value = ''] = header.exec(line) ?? []
    if (name === undefined) return E.left(`${shown(line)} is no header`)
    if (headers.has(name.toLowerCase())) return E.left(`the header ${name} comes twice`)
    headers.set(name.toLowerCase(), value.trim())
  }
  const disposition = headers.get('content-disposition')
  const read = parameterised(disposition ?? '')
  const name = read?.parameters.get('name')
  const filename = filenameOf(read?.parameters)
  if (read?.value !== 'form-data' || name === undefined || filename === undefined) {
    return E.left(`expected a Content-Disposition of form-data with a name, got ${shown(disposition)}`)
  }
  return E.right({
    name: unquoted(name),
    filename,
    contentType: O.fromNullable(headers.get('content-type')),
    headers
  })
}

/** What browsers write for the three characters that would end the value or the header. */
const unquoted = (value: string): string => value.replace(/%(?:22|0D|0A)/gi, (escape) => decodeURIComponent(escape))

/** `filename*` comes first, as others have it that know it; `undefined` where that cannot be read. */
const filenameOf = (parameters?: ReadonlyMap<string, string>): O.Option<string> | undefined => {
  const extended = parameters?.get('filename*')
  if (extended === undefined) return O.map(unquoted)(O.fromNullable(parameters?.get('filename')))
  const encoded = /^UTF-8'[^']*'(.*)$/i.exec(extended)?.[1]
  try {
    return encoded === undefined ? undefined : O.some(decodeURIComponent(encoded))
  } catch {
    return undefined
  }
}
