/** Static type of an expression or field. `any` is used only where the type cannot be known. */
export type ValueType =
  | {
      readonly kind: 'text' | 'boolean' | 'date' | 'datetime' | 'blank' | 'any'
      /** Codes a select or state field may hold; a literal compared with it must be one of them. */
      readonly codes?: ReadonlySet<string>
    }
  | { readonly kind: 'number' }
  /** A to-one relation: its id; `a.b` reads a field of the target. */
  | { readonly kind: 'record'; readonly entity: string }
  /** A sub-table or to-many relation: `items.price` maps over its rows. */
  | { readonly kind: 'list'; readonly of: ValueType }
