const longest = 200

/** Control characters, and those that turn the direction of writing: they make a name look like another. */
const invisible = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * The name a file is shown and downloaded by: the last part of what the client said, without what
 * does not show, at most 200 characters with its extension kept. Never part of a path.
 */
export function fileName(said: string | undefined): string {
  const last = (said ?? '').replace(invisible, '').split(/[\\/]/).at(-1)!.trim()
  const name = last.replace(/^\.+/, '') || '未命名'
  const characters = [...name]
  if (characters.length <= longest) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return characters.slice(0, longest - extension.length).join('') + extension
}
