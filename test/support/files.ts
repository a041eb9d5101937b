/** Files in a folder of their own, and which of them are open. */
import { execFileSync } from 'node:child_process'
import fs, { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
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

/** A pipe with a name; nothing is in it. */
export const pipe = (): string => {
  const file = join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [file])
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

/** How often a file is opened from now on, and how often one is closed. */
export const handles = (): { readonly opened: number; readonly closed: number; stop(): void } => {
  const [opening, closing] = [jest.spyOn(fs, 'open'), jest.spyOn(fs, 'close')]
  return {
    get opened() {
      return opening.mock.calls.length
    },
    get closed() {
      return closing.mock.calls.length
    },
    stop: () => {
      opening.mockRestore()
      closing.mockRestore()
    }
  }
}
