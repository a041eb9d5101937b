/** Files in a folder of their own, and which of them are open. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import promises from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []

export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'fp-ts-iteratee-'))
  folders.push(folder)
  return folder
}

export const fileOf = (content: string | Uint8Array): string => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, content)
  return file
}

/** To be called after each test that has files. */
export const removeFiles = (): void => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}

const descriptors = '/proc/self/fd'

/** How often this process has the file open; undefined where the platform does not tell. */
export const openings = (file: string): number | undefined => {
  try {
    return readdirSync(descriptors).filter((fd) => linkOf(fd) === file).length
  } catch {
    return undefined
  }
}

/** One may be closed while they are looked at. */
const linkOf = (fd: string): string | undefined => {
  try {
    return readlinkSync(join(descriptors, fd))
  } catch {
    return undefined
  }
}

/** How often each file that is opened from now on is closed. */
export const handles = (): { readonly closed: ReadonlyArray<number>; stop(): void } => {
  const closings: jest.SpyInstance[] = []
  const { open } = promises
  const opening = jest.spyOn(promises, 'open').mockImplementation(async (...args) => {
    const handle = await open(...args)
    closings.push(jest.spyOn(handle, 'close'))
    return handle
  })
  return {
    get closed() {
      return closings.map(({ mock }) => mock.calls.length)
    },
    stop: () => opening.mockRestore()
  }
}
