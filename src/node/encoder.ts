/** What a `Writable` of Node is handed, as bytes. */
import { WholeText } from '../chunk/wholeText.js'

/** Law: how UTF-8 text was cut makes no difference to the bytes. Text in another encoding is taken piece by piece. */
export class Encoder {
  private readonly text = new WholeText()

  add(chunk: unknown, encoding: BufferEncoding): ReadonlyArray<unknown> {
    if (typeof chunk !== 'string') return [...this.rest(), chunk]
    return /^utf-?8$/i.test(encoding) ? bytesOf(this.text.add(chunk)) : [...this.rest(), Buffer.from(chunk, encoding)]
  }

  /** Half a surrogate pair, where that is what the text ended with. */
  rest(): ReadonlyArray<Buffer> {
    return bytesOf(this.text.rest())
  }
}

const bytesOf = (text: string): ReadonlyArray<Buffer> => (text === '' ? [] : [Buffer.from(text)])
