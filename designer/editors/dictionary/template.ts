import type { Template } from '../template.ts'

export const template: Template = () => ({ items: [{ code: 'a', title: '选项 1' }] })
