export { ReadOnlyInput as RollupInput } from '../ReadOnlyInput.tsx'
