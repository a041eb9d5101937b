/** A file that is open, by its descriptor. */
import { close, open, type PathLike, read } from 'node:fs'

type Done<T> = (error: Error | null, value: T) => void

const promised = <T>(call: (done: Done<T>) => void): Promise<T> =>
  new Promise((resolve, reject) => call((error, value) => (error === null ? resolve(value) : reject(error))))

/** One that reads a chunk at a time, and is closed once. */
export class OpenFile {
  private underWay: Promise<unknown> | undefined

  private constructor(private readonly fd: number) {}

  static async at(path: PathLike): Promise<OpenFile> {
    return new OpenFile(await promised<number>((done) => open(path, done)))
  }

  /** So many bytes or fewer, in an array of their own, as they may be kept; none at the end. */
  read(length: number, position: number | null): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafeSlow(length)
    const reading = promised<Uint8Array>((done) =>
      read(this.fd, buffer, 0, length, position, (error, n) => done(error, buffer.subarray(0, n)))
    )
    // nobody may ask for it any more
    reading.catch(() => {})
    this.underWay = reading
    return reading
  }

  /** After what is under way: the number of the descriptor may be another file's as soon as this one is closed. */
  async close(): Promise<void> {
    await Promise.allSettled([this.underWay])
    await promised((done) => close(this.fd, (error) => done(error, undefined)))
  }
}
