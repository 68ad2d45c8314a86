import { texts } from '#runtime/texts/index.ts'

/** Everything that stands in the way of a restoration. */
export function RestoreConflicts({ faults }: { faults: readonly { message: string }[] }) {
  return (
    <>
      <p>{texts.bin.conflictsText}</p>
      <ul className="gj-bin-conflicts">
        {faults.map(({ message }, n) => (
          <li key={n}>{message}</li>
        ))}
      </ul>
    </>
  )
}
