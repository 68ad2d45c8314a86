import { useState } from 'react'
import { Alert, App, Button, Drawer, Popover, Space, Switch, Table, Tag, Tooltip } from 'antd'
import type { TableColumnsType } from 'antd'
import { recordPath } from '#runtime/shell/paths.ts'
import { language } from '#runtime/texts/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { GiveValueForm } from './GiveValueForm.tsx'
import type { ValuePlace } from './give_value.ts'
import type { QuarantinedValue } from './quarantine_client.ts'
import { useQuarantine, valueName } from './quarantine_state.ts'
import type { Outcome, QuarantineState } from './quarantine_state.ts'
import { texts } from './texts.ts'

interface QuarantineDrawerProps {
  release: string
  onClose: () => void
}

/** Values that did not convert: which records, what stood there, why; each is given anew or left blank. */
export function QuarantineDrawer({ release, onClose }: QuarantineDrawerProps) {
  const { message } = App.useApp()
  const state = useQuarantine(release)
  const [isOpenOnly, setOpenOnly] = useState(true)
  const [picked, setPicked] = useState<readonly string[]>([])
  const shown = state.values.filter((one) => !isOpenOnly || one.state === 'open')
  const chosen = state.values.filter(
    (one) => one.state === 'open' && picked.includes(valueName(one))
  )
  const tell = ({ done, failed, why }: Outcome) => {
    setPicked([])
    if (done > 0) void message.success(texts.done(done))
    if (failed > 0) void message.error(texts.failed(failed, why))
  }
  const acts: Acts = {
    leave: async (values) => tell(await state.leave(values)),
    give: async (values, place, value) => tell(await state.give(values, place, value)),
  }
  return (
    <Drawer open width="min(960px, 92vw)" title={texts.title(release)} onClose={onClose}>
      <div className="gd-quarantine">
        <p className="gd-note">{texts.about}</p>
        {state.fault !== null && <Alert type="error" showIcon message={state.fault} />}
        <QuarantineBar {...{ state, chosen, acts, isOpenOnly, setOpenOnly }} />
        <Table<QuarantinedValue>
          size="small"
          rowKey={valueName}
          loading={state.isLoading}
          dataSource={shown}
          columns={columns(acts)}
          pagination={false}
          locale={{ emptyText: texts.none }}
          rowSelection={{
            selectedRowKeys: [...picked],
            onChange: (keys) => setPicked(keys.map(String)),
            getCheckboxProps: (one) => ({ disabled: one.state !== 'open' }),
          }}
        />
        {state.more && <Button onClick={state.more}>{texts.more}</Button>}
      </div>
    </Drawer>
  )
}

interface Acts {
  leave: (values: readonly QuarantinedValue[]) => Promise<void>
  give: (values: readonly QuarantinedValue[], place: ValuePlace, value: unknown) => Promise<void>
}

interface QuarantineBarProps {
  state: QuarantineState
  chosen: readonly QuarantinedValue[]
  acts: Acts
  isOpenOnly: boolean
  setOpenOnly: (isOn: boolean) => void
}

function QuarantineBar({ state, chosen, acts, isOpenOnly, setOpenOnly }: QuarantineBarProps) {
  const isOneField = new Set(chosen.map(({ entity, field }) => `${entity} ${field}`)).size === 1
  return (
    <div className="gd-quarantine-bar">
      <Tag color={state.open > 0 ? 'orange' : 'green'}>{texts.open(state.open)}</Tag>
      <Tag>{texts.settled(state.count - state.open)}</Tag>
      <label>
        <Switch size="small" checked={isOpenOnly} onChange={setOpenOnly} /> {texts.onlyOpen}
      </label>
      <span className="gd-top-space" />
      {chosen.length > 0 && (
        <Space>
          {isOneField ? (
            <GiveButton values={chosen} acts={acts} label={texts.giveAll(chosen.length)} />
          ) : (
            <Tooltip title={texts.oneField}>
              <Button size="small" disabled>
                {texts.giveAll(chosen.length)}
              </Button>
            </Tooltip>
          )}
          <Button size="small" title={texts.leaveAbout} onClick={() => void acts.leave(chosen)}>
            {texts.leaveAll(chosen.length)}
          </Button>
        </Space>
      )}
    </div>
  )
}

interface GiveButtonProps {
  values: readonly QuarantinedValue[]
  acts: Acts
  label: string
}

function GiveButton({ values, acts, label }: GiveButtonProps) {
  const [isOpen, setOpen] = useState(false)
  const give = async (place: ValuePlace, value: unknown) => {
    await acts.give(values, place, value)
    setOpen(false)
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      open={isOpen}
      onOpenChange={setOpen}
      content={<GiveValueForm values={values} onGive={give} onCancel={() => setOpen(false)} />}
    >
      <Button size="small" type="primary">
        {label}
      </Button>
    </Popover>
  )
}

function columns(acts: Acts): TableColumnsType<QuarantinedValue> {
  return [
    {
      title: texts.record,
      render: (_, { entity, record, parent, title }) =>
        parent === null ? (
          <a href={recordPath(entity, record)} target="_blank" rel="noreferrer">
            {title ?? texts.untitled}
          </a>
        ) : (
          phrases.bracketed(title ?? texts.untitled, texts.row)
        ),
    },
    { title: texts.field, dataIndex: 'fieldTitle', width: 120 },
    {
      title: texts.was,
      width: 180,
      render: (_, { value }) => (
        <code className="gd-sample">
          {typeof value === 'string' ? value : JSON.stringify(value)}
        </code>
      ),
    },
    { title: texts.reason, render: (_, { reason }) => reason[language === 'en' ? 'en' : 'zh-CN'] },
    {
      title: texts.state,
      width: 170,
      render: (_, one) =>
        one.state === 'open' ? (
          <Space>
            <GiveButton values={[one]} acts={acts} label={texts.give} />
            <Button size="small" title={texts.leaveAbout} onClick={() => void acts.leave([one])}>
              {texts.leave}
            </Button>
          </Space>
        ) : (
          <Tag>{texts.states[one.state]}</Tag>
        ),
    },
  ]
}
