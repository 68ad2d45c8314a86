import { ModelForm } from './ModelForm.tsx'
import { fieldSamples } from './field_samples.ts'
import { storyField, storyForm, storyNode, storySection } from './story_fields.ts'

export default { title: '表单' }

const entered = Object.entries(fieldSamples).filter(([type]) => type !== 'children')
const fields = entered.map(([type, { title, field }]) =>
  storyField(type, type, { title, ...field })
)
const values = Object.fromEntries(entered.map(([type, { filled }]) => [type, filled]))
const half = Math.ceil(fields.length / 2)
const nodes = fields.map((field) => storyNode(field.key))
const definition = storyForm(fields, [
  storySection('基本信息', nodes.slice(0, half)),
  storySection('其他信息', nodes.slice(half)),
])

/** As many fields as the largest forms have. */
const many = Array.from({ length: 200 }, (_, n) => {
  const [type, { title, field }] = entered[n % entered.length]!
  const required = n === 199
  return storyField(`f${n}`, type, { title: `${title} ${n + 1}`, ...field, required })
})
const sections = Array.from({ length: 10 }, (_, n) =>
  storySection(
    `第 ${n + 1} 部分`,
    many.slice(n * 20, n * 20 + 20).map((field) => storyNode(field.key))
  )
)

export const Fresh = {
  name: '新建',
  render: () => <ModelForm definition={definition} record={null} />,
}
export const Filled = {
  name: '已填写',
  render: () => <ModelForm definition={definition} record={{ id: 'r', rev: 1, ...values }} />,
}
export const Wrong = {
  name: '有误',
  render: () => (
    <ModelForm
      definition={{ ...definition, fields: fields.map((field) => ({ ...field, required: true })) }}
      record={null}
      act={(model) => void model.check()}
    />
  ),
}
export const Large = {
  name: '二百个字段',
  render: () => <ModelForm definition={storyForm(many, sections)} record={null} />,
}
