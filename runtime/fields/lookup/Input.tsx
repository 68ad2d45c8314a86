export { ReadOnlyInput as LookupInput } from '../ReadOnlyInput.tsx'
