import { defineFault } from '#engine/errors.ts'

export const signInRequired = defineFault({
  code: 'E_AUTH_REQUIRED',
  status: 401,
  zh: () => '请先登录',
  en: () => 'Please sign in',
})

/** Unknown account, wrong password, disabled user: one answer for all, so that none can be told apart. */
export const signInInvalid = defineFault({
  code: 'E_AUTH_INVALID',
  status: 401,
  zh: () => '账号或密码不正确',
  en: () => 'Account or password is not correct',
})

export const signInLocked = defineFault<{ seconds: number }>({
  code: 'E_AUTH_LOCKED',
  status: 429,
  zh: (p) => `失败次数过多，请在 ${Math.ceil(p.seconds / 60)} 分钟后重试`,
  en: (p) => `Too many failed attempts, try again in ${Math.ceil(p.seconds / 60)} minutes`,
})

export const passwordChangeRequired = defineFault({
  code: 'E_AUTH_PASSWORD_CHANGE_REQUIRED',
  status: 403,
  zh: () => '首次登录须先修改密码',
  en: () => 'The password must be changed first',
})

export const passwordWeak = defineFault<{ reason: string; zh: string; en: string }>({
  code: 'E_AUTH_PASSWORD_WEAK',
  status: 422,
  zh: (p) => p.zh,
  en: (p) => p.en,
})

/** A call that needs a person at the keyboard came with a token. */
export const sessionRequired = defineFault({
  code: 'E_AUTH_SESSION_REQUIRED',
  status: 403,
  zh: () => '此操作须登录后进行，不能使用令牌',
  en: () => 'This needs a signed-in session, a token is not enough',
})

export const tokenScope = defineFault<{ needs: string }>({
  code: 'E_AUTH_TOKEN_SCOPE',
  status: 403,
  zh: (p) => `令牌没有“${p.needs}”权限`,
  en: (p) => `The token does not have the scope "${p.needs}"`,
})

export const scopeUnknown = defineFault<{ scope: string }>({
  code: 'E_AUTH_SCOPE_UNKNOWN',
  status: 422,
  zh: (p) => `令牌权限“${p.scope}”不存在`,
  en: (p) => `There is no token scope "${p.scope}"`,
})

export const tokenUnknown = defineFault({
  code: 'E_AUTH_TOKEN_UNKNOWN',
  status: 404,
  zh: () => '令牌不存在',
  en: () => 'There is no such token',
})

export const roleUnknown = defineFault<{ role: string }>({
  code: 'E_AUTH_ROLE_UNKNOWN',
  status: 422,
  zh: (p) => `角色“${p.role}”不存在`,
  en: (p) => `There is no role "${p.role}"`,
})

/** Somebody who may not everything gives himself a role, or gives or takes one that gives everything. */
export const roleRaise = defineFault<{ role: string }>({
  code: 'E_AUTH_ROLE_RAISE',
  status: 403,
  zh: (p) =>
    `不能授予或收回角色“${p.role}”：不能给自己增加角色，全部权限的角色只由有全部权限的人授予`,
  en: (p) =>
    `Role "${p.role}" cannot be given or taken: nobody gives himself a role, and a role that gives ` +
    'everything is given by those who may everything',
})

/** A role is taken, or a user disabled or removed, after which nobody could give rights any more. */
export const lastAdministrator = defineFault({
  code: 'E_AUTH_LAST_ADMINISTRATOR',
  status: 409,
  zh: () => '至少要留下一位长期拥有全部权限、可以登录的用户',
  en: () => 'At least one user who can sign in must keep all rights for good',
})

export const userUnknown = defineFault({
  code: 'E_AUTH_USER_UNKNOWN',
  status: 404,
  zh: () => '用户不存在',
  en: () => 'There is no such user',
})
