export { ReadOnlyInput as SerialInput } from '../ReadOnlyInput.tsx'
