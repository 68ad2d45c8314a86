/**
 * Double-quotes an identifier. Physical names are generated (lower-case ASCII), so anything else
 * here is a programming error and is refused rather than escaped.
 *
 * @throws TypeError for a name outside `[A-Za-z_][A-Za-z0-9_]*`, 63 characters at most
 */
export function quoteIdentifier(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(name)) {
    throw new TypeError(`not a physical name: ${JSON.stringify(name)}`)
  }
  return `"${name}"`
}
