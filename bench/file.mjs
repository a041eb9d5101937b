import { fileURLToPath } from 'node:url'

/** The absolute path of a file of this repository. */
export const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
