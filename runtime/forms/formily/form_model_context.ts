import { createContext, useContext } from 'react'
import type { FormModel } from './form_model.ts'

export const FormModelContext = createContext<FormModel | null>(null)

/** The form a field stands in. */
export function useFormModel(): FormModel {
  const model = useContext(FormModelContext)
  if (!model) throw new TypeError('a field stands outside a form')
  return model
}
