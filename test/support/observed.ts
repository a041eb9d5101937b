export { delivered, type Observed, restIn, resultIn, running, seen, withRest } from 'fp-ts-iteratee/laws'
