import { useEffect } from 'react'
import { FormProvider, createSchemaField } from '@formily/react'
import { ChildrenGrid } from '../grid/ChildrenGrid.tsx'
import { FieldBox } from './FieldBox.tsx'
import { FormItem } from './FormItem.tsx'
import { FormModelContext } from './form_model_context.ts'
import { Columns, Note, Section, Tab, Tabs } from './Layouts.tsx'
import type { FormModel } from './form_model.ts'

const SchemaField = createSchemaField({
  components: { FormItem, FieldBox, ChildrenGrid, Section, Columns, Note, Tabs, Tab },
})

/** The fields of a form, as its definition arranges them. */
export function RecordForm({ model }: { model: FormModel }) {
  useEffect(() => model.mounting.begin(), [model])
  return (
    <FormProvider form={model.form}>
      <FormModelContext.Provider value={model}>
        <div className="gj-fields gj-form" style={{ '--gj-columns': 2 } as React.CSSProperties}>
          <SchemaField schema={model.schema} />
        </div>
      </FormModelContext.Provider>
    </FormProvider>
  )
}
