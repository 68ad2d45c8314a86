import type { Template } from '../template.ts'

export const template: Template = () => ({ version: '1.0.0', dependsOn: ['system'] })
