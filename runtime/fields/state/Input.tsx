export { ReadOnlyInput as StateInput } from '../ReadOnlyInput.tsx'
