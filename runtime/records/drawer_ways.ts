/** Where the panels of a drawer lead. */
export interface DrawerWays {
  close: () => void
  /** To a record of the same entity, in place of what is shown. */
  show: (id: string) => void
  edit: (id: string) => void
  /** To a new record that begins with the values of another. */
  copy: (id: string) => void
}
