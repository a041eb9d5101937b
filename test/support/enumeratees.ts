export { throughMachine } from 'fp-ts-iteratee/laws'
export { enumeratees } from './numbers'

export const boom = (n: number): never => {
  throw new Error(`boom ${n}`)
}
