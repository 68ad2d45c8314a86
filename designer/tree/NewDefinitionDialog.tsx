import { useMemo, useRef, useState } from 'react'
import { Form, Input, Modal, Select } from 'antd'
import type { InputRef } from 'antd'
import {
  addDefinition,
  definitionsOf,
  findDefinition,
  keyOf,
  titleOf,
} from '#designer/document/index.ts'
import { needsEntity, newDefinition } from '#designer/editors/template.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { sortedKinds } from './tree_nodes.ts'
import { texts } from './texts.ts'

interface NewDefinitionDialogProps {
  kind: string
  module: string | null
  /** Entity a new form, view or lifecycle is likely to be about. */
  entity: string | null
  onClose: () => void
}

/** Kind, module, name: the rest is made, and can be changed afterwards. */
export function NewDefinitionDialog(given: NewDefinitionDialogProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const modules = definitionsOf(set, 'module')
  const [kind, setKind] = useState(given.kind)
  const [module, setModule] = useState(given.module ?? keyOf(modules[0]!))
  const [title, setTitle] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const [entity, setEntity] = useState(given.entity)
  const [isTried, setTried] = useState(false)
  const first = useRef<InputRef>(null)

  const isModule = kind === 'module'
  const likely = useMemo(() => likelyName(kind, { module, entity }), [kind, module, entity])
  const name = typed ?? freeName(likely)
  const key = isModule ? name : `${module}.${name}`
  const faults = {
    title: title.trim() === '' ? texts.nameMissing : null,
    key: !keyGrammar(isModule).test(name)
      ? texts.keyBad
      : findDefinition(set, kind, key)
        ? texts.keyTaken
        : null,
    entity: needsEntity(kind) && entity === null ? texts.entityMissing : null,
  }
  function freeName(word: string): string {
    const taken = definitionsOf(set, kind).map(keyOf)
    if (isModule) return freeKey(taken, word)
    return freeKey(taken, `${module}.${word}`).slice(module.length + 1)
  }
  const about = needsEntity(kind) ? entity : null
  const create = () => {
    setTried(true)
    if (Object.values(faults).some((fault) => fault !== null)) return
    const made = newDefinition({ kind, key, title: title.trim(), entity: about }, set)
    workshop.execute(addDefinition(made, texts.created(title.trim())))
    given.onClose()
  }
  const help = (fault: string | null) =>
    isTried && fault ? { help: fault, validateStatus: 'error' as const } : {}
  return (
    <Modal
      open
      title={texts.createKind(kindTitle(kind))}
      okText={texts.ok}
      cancelText={texts.cancel}
      onOk={create}
      onCancel={given.onClose}
      afterOpenChange={(open) => open && first.current?.focus()}
      destroyOnHidden
    >
      <Form layout="vertical" onFinish={create}>
        <Form.Item label={texts.kind} htmlFor="gd-new-kind">
          <Select
            id="gd-new-kind"
            value={kind}
            options={['module', ...sortedKinds()].map((value) => ({
              value,
              label: kindTitle(value),
            }))}
            onChange={setKind}
          />
        </Form.Item>
        {!isModule && (
          <Form.Item label={texts.module} htmlFor="gd-new-module">
            <Select
              id="gd-new-module"
              value={module}
              options={modules.map((one) => ({ value: keyOf(one), label: titleOf(one) }))}
              onChange={setModule}
            />
          </Form.Item>
        )}
        {needsEntity(kind) && (
          <Form.Item label={texts.entity} htmlFor="gd-new-entity" {...help(faults.entity)}>
            <Select
              id="gd-new-entity"
              showSearch
              optionFilterProp="label"
              value={entity}
              options={definitionsOf(set, 'entity').map((one) => ({
                value: keyOf(one),
                label: phrases.bracketed(titleOf(one), keyOf(one)),
              }))}
              onChange={setEntity}
            />
          </Form.Item>
        )}
        <Form.Item label={texts.name} htmlFor="gd-new-title" {...help(faults.title)}>
          <Input
            id="gd-new-title"
            ref={first}
            value={title}
            maxLength={200}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Form.Item>
        <Form.Item label={texts.key} htmlFor="gd-new-key" {...help(faults.key)}>
          <Input
            id="gd-new-key"
            className="gd-code"
            value={name}
            spellCheck={false}
            {...(isModule ? {} : { addonBefore: `${module}.` })}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Modal>
  )
}

function keyGrammar(isModule: boolean): RegExp {
  return isModule ? /^[a-z][a-z0-9_]{1,29}$/ : /^[a-z][a-z0-9_]{0,39}$/
}

/** Forms and views are called after what they show; everything else has to be called something. */
function likelyName(kind: string, { entity }: { module: string; entity: string | null }): string {
  const name = entity?.split('.')[1]
  if (name === undefined || !needsEntity(kind)) return kind
  const behind: Readonly<Record<string, string>> = { form: '_edit', view: '_list', lifecycle: '' }
  return `${name}${behind[kind] ?? `_${kind}`}`.slice(0, 40)
}
