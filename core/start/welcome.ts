import type { WelcomeNotes } from './first_start.ts'

/** What stands in the terminal when the server is up: where it is, and how to get in. */
export function welcomeLines(url: string, { administrator, samples }: WelcomeNotes): string[] {
  return [
    '',
    `规矩 Guiju  ${url}`,
    ...(administrator
      ? [
          '',
          `  管理员 administrator: ${administrator.account}`,
          `  初始密码 password:    ${administrator.password}`,
          '  只显示这一次，首次登录须修改。Shown this once, to be changed at first sign-in.',
        ]
      : []),
    ...(samples
      ? ['', `  示例用户密码 password of sample users: ${samples.password}`, ...byRole(samples)]
      : []),
    '',
  ]
}

const shown = 3

/** A few accounts of each role; all of them would fill the screen. */
function byRole({ accounts }: NonNullable<WelcomeNotes['samples']>): string[] {
  const titles = [...new Set(accounts.flatMap((one) => one.roles))]
  return titles.map((title) => {
    const names = accounts.filter((one) => one.roles.includes(title)).map((one) => one.account)
    const more = names.length > shown ? ' …' : ''
    return `    ${title}: ${names.slice(0, shown).join(', ')}${more}`
  })
}
