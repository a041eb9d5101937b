export { type Cutting, cuttings, makers as allMakers, synchronousCuttings } from 'fp-ts-iteratee/laws'
export { elements } from './numbers'
