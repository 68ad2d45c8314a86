export { ReadOnlyInput as ChecklistResultInput } from '../ReadOnlyInput.tsx'
