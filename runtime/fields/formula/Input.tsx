export { ReadOnlyInput as FormulaInput } from '../ReadOnlyInput.tsx'
