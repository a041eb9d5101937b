export { branching, enumerators } from './numbers'
