import {
  AppstoreOutlined,
  FileOutlined,
  FormOutlined,
  OrderedListOutlined,
  PartitionOutlined,
  SafetyOutlined,
  TableOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'

const icons: Readonly<Record<string, typeof FileOutlined>> = {
  module: AppstoreOutlined,
  dictionary: OrderedListOutlined,
  entity: TableOutlined,
  lifecycle: PartitionOutlined,
  form: FormOutlined,
  view: UnorderedListOutlined,
  role: SafetyOutlined,
}

/** A kind of later days has the plain one until it gets its own. */
export function KindIcon({ kind }: { kind: string }) {
  const Icon = icons[kind] ?? FileOutlined
  return <Icon aria-hidden className="gd-kind-icon" />
}
