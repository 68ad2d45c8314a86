import { useState } from 'react'
import { App, Button, Modal, Tag } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { changeRole, listRoles, rolesKey } from '#runtime/client/roles.ts'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { TextInput } from '#runtime/shell/text_input.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { PersonSelect } from '#runtime/records/rights/PersonSelect.tsx'
import type { RuntimeTarget } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'
import type { ListedRole, RoleHolder } from '#runtime/client/roles.ts'
import '#runtime/shell/style/list.css'
import '#runtime/shell/style/roles.css'

const t = recordTexts.roles

/** `/roles?q=…`: the roles, or those that `q` is a part of, and who has them; given and taken by click. */
export default function RolesPage() {
  const [params, setParams] = useSearchParams()
  const asked = params.get('q') ?? ''
  const found = useQuery({ queryKey: rolesKey, queryFn: listRoles, staleTime: 0 })
  if (found.isError) return <ErrorPage error={found.error} onRetry={() => found.refetch()} />
  return (
    <div className="gj-page">
      <header className="gj-page-head">
        <h1>{t.title}</h1>
        <TextInput
          className="gj-search"
          type="search"
          allowClear
          prefix={<SearchOutlined />}
          aria-label={texts.actions.search}
          placeholder={t.search}
          value={asked}
          onChange={({ target }) =>
            setParams(target.value === '' ? {} : { q: target.value }, { replace: true })
          }
        />
      </header>
      {!found.data && <RowBones />}
      {found.data && (
        <RoleCards roles={found.data.roles} asked={asked} people={found.data.people} />
      )}
    </div>
  )
}

function RoleCards(props: { roles: readonly ListedRole[]; asked: string; people: RuntimeTarget }) {
  const { roles, asked, people } = props
  const part = asked.trim().toLowerCase()
  const shown = roles.filter((one) => namesOf(one).some((name) => name.includes(part)))
  if (shown.length === 0) return <p className="gj-role-none">{t.noneFound}</p>
  return shown.map((role) => <RoleCard key={role.role} role={role} people={people} />)
}

/** What a role is found by: its own names, and those of who has it. */
function namesOf({ title, role, holders }: ListedRole): string[] {
  return [title, role, ...holders.flatMap(({ name, account }) => [name, account])].map((one) =>
    one.toLowerCase()
  )
}

function RoleCard({ role, people }: { role: ListedRole; people: RuntimeTarget }) {
  const [giving, setGiving] = useState(false)
  const change = useChange()
  return (
    <section className="gj-card gj-role" aria-label={role.title}>
      <header>
        <div>
          <h2>{role.title}</h2>
          <p>
            {role.role}
            {role.everything && <Tag color="gold">{t.everything}</Tag>}
          </p>
        </div>
        <Button onClick={() => setGiving(true)}>{t.give}</Button>
      </header>
      {role.holders.length === 0 && <p className="gj-role-none">{t.nobody}</p>}
      <ul>
        {role.holders.map((holder) => (
          <li key={holder.id}>
            <HolderName holder={holder} />
            <Button type="text" danger onClick={() => change.take(role, holder)}>
              {t.take}
            </Button>
          </li>
        ))}
      </ul>
      {giving && (
        <GiveDialog
          title={t.giveTitle(role.title)}
          people={people}
          onClose={() => setGiving(false)}
          onGive={(id) => change.give(role, id)}
        />
      )}
    </section>
  )
}

function HolderName({ holder }: { holder: RoleHolder }) {
  const { name, account, active, from, until } = holder
  return (
    <span>
      <strong>{name}</strong> <span className="gj-role-account">{account}</span>
      {!active && <Tag>{t.inactive}</Tag>}
      {from && <Tag>{t.from(formatInstant(from))}</Tag>}
      {until && <Tag>{t.until(formatInstant(until))}</Tag>}
    </span>
  )
}

function GiveDialog(props: {
  title: string
  people: RuntimeTarget
  onClose: () => void
  onGive: (id: string) => Promise<boolean>
}) {
  const { title, people, onClose, onGive } = props
  const [person, setPerson] = useState<RecordLink | null>(null)
  const [busy, setBusy] = useState(false)
  const give = async () => {
    setBusy(true)
    const isGiven = person !== null && (await onGive(person.id))
    setBusy(false)
    if (isGiven) onClose()
  }
  return (
    <Modal
      open
      centered
      title={title}
      okText={t.give}
      okButtonProps={{ disabled: person === null, loading: busy }}
      onOk={give}
      onCancel={onClose}
    >
      <label htmlFor="role-person">{t.person}</label>
      <PersonSelect id="role-person" people={people} value={person} onChange={setPerson} />
    </Modal>
  )
}

/** Giving and taking: what the server refuses is told, and the page shows what holds. */
function useChange() {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const run = async (id: string, role: string, change: 'give' | 'take', done: string) => {
    try {
      await changeRole(id, role, change)
      message.success(done)
      return true
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error))
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: rolesKey })
    }
  }
  return {
    give: (role: ListedRole, id: string) => run(id, role.role, 'give', t.given(role.title)),
    take: (role: ListedRole, { id, name }: RoleHolder) =>
      modal.confirm({
        ...{ centered: true, title: t.takeTitle(name, role.title), content: t.takeText },
        okText: t.take,
        okButtonProps: { danger: true },
        onOk: () => run(id, role.role, 'take', t.taken(role.title)),
      }),
  }
}
