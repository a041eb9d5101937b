export { late, pause } from 'fp-ts-iteratee/laws'
