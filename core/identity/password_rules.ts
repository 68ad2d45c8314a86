import { passwordWeak } from './errors.ts'
import type { Fault } from '#engine/errors.ts'

const shortest = 8
const longest = 128

/** Words everybody who attacks this product tries first; digits and signs around them do not help. */
// prettier-ignore
const expected = [
  'password', 'passwd', 'passw', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qazwsx', 'qazwsxedc',
  'abc', 'abcd', 'abcdef', 'abcdefg', 'abcdefgh', 'abcabc', 'iloveyou', 'welcome', 'letmein', 'monkey',
  'dragon', 'master', 'sunshine', 'princess', 'football', 'baseball', 'superman', 'trustno', 'admin',
  'administrator', 'root', 'test', 'testtest', 'user', 'guest', 'login', 'secret', 'changeme', 'default',
  'system', 'woaini', 'mima', 'nihao', 'guiju', 'guijuadmin', 'adminguiju', 'qweasd', 'qweasdzxc', 'asdf',
]

/**
 * Why a password is not accepted, or null. Length counts characters, not bytes; there are no rules
 * about kinds of characters, which only make people write passwords down.
 */
export function passwordFault(
  password: string,
  options: { account: string; path?: string }
): Fault | null {
  const length = [...password].length
  const refuse = (reason: string, zh: string, en: string) =>
    passwordWeak({ reason, zh, en }, options.path)
  if (length < shortest) {
    return refuse('short', `密码至少 ${shortest} 个字符`, `At least ${shortest} characters`)
  }
  if (length > longest) {
    return refuse('long', `密码最多 ${longest} 个字符`, `At most ${longest} characters`)
  }
  if (isGuessable(password, options.account)) {
    return refuse('common', '密码过于常见或与账号相关', 'Too common, or made from the account')
  }
  return null
}

function isGuessable(password: string, account: string): boolean {
  const folded = password.toLowerCase()
  if (new Set(folded).size < 4) return true
  if ('01234567890123456789'.includes(folded) || '98765432109876543210'.includes(folded))
    return true
  const word = folded
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('$', 's')
    .replace(/[^\p{L}]/gu, '')
  const plain = folded.replace(/[^\p{L}]/gu, '')
  const own = account.toLowerCase().replace(/[^\p{L}]/gu, '')
  const words = own === '' ? expected : [...expected, own]
  if (plain === '') return /^(\d{1,9}|(19|20)\d{6})$/.test(folded)
  return words.includes(plain) || words.includes(word)
}
