import { test } from '@japa/runner'
import { hashPassword, verifyPassword } from '../password_hash.ts'
import { passwordFault } from '../password_rules.ts'
import { newPassword } from '../secrets.ts'

const refused = (password: string) =>
  passwordFault(password, { account: 'zhangwei' })?.params?.reason

test.group('identity | passwords', () => {
  test('a password is known again by its hash and no other is', async ({ assert }) => {
    const line = await hashPassword('Orchard-Lantern-42')
    assert.match(line, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.isTrue(await verifyPassword('Orchard-Lantern-42', line))
    assert.isFalse(await verifyPassword('orchard-lantern-42', line))
    assert.isFalse(await verifyPassword('Orchard-Lantern-42', null))
    assert.notEqual(line, await hashPassword('Orchard-Lantern-42'))
  })

  test('C01 long passwords, emoji and every way to write a character work', async ({ assert }) => {
    const long = '长密码🙂'.repeat(32)
    assert.isUndefined(refused(long))
    assert.isTrue(await verifyPassword(long, await hashPassword(long)))
    assert.isTrue(
      await verifyPassword('cafe\u0301-river-9', await hashPassword('caf\u00e9-river-9'))
    )
    assert.isFalse(await verifyPassword(`${long}x`, await hashPassword(long)))
  })

  test('T055 an unknown account costs as much as a wrong password', async ({ assert }) => {
    const line = await hashPassword('Orchard-Lantern-42')
    const time = async (stored: string | null) => {
      const start = performance.now()
      for (let n = 0; n < 5; n++) await verifyPassword('wrong-password', stored)
      return performance.now() - start
    }
    await time(line)
    const [wrong, unknown] = [await time(line), await time(null)]
    assert.isBelow(Math.abs(wrong - unknown) / wrong, 0.5)
  })

  test('short, endless, common and own passwords are refused', ({ assert }) => {
    assert.equal(refused('Ab3$xyz'), 'short')
    assert.equal(refused('x'.repeat(129)), 'long')
    for (const one of [
      'password1',
      'P@ssw0rd!',
      '12345678',
      'Admin-2026',
      'ZhangWei123',
      'aaaaaaaaa',
      '20261122',
      'guiju8888',
    ]) {
      assert.equal(refused(one), 'common', one)
    }
    for (const one of [
      'Orchard-Lantern-42',
      '采购部门的一号仓库',
      'correct horse battery',
      newPassword(),
    ]) {
      assert.isUndefined(refused(one), one)
    }
  })

  test('a made password is 16 characters without look-alikes', ({ assert }) => {
    const made = new Set(Array.from({ length: 200 }, newPassword))
    assert.equal(made.size, 200)
    for (const one of made)
      assert.match(one, /^([A-HJ-NP-Za-km-z2-9]{4}-){3}[A-HJ-NP-Za-km-z2-9]{4}$/)
  })
})
