import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { DescribedChange, ShownPlan } from '#core/definitions/index.ts'
import { repositoryFolder } from '#core/start/env.ts'
import { openWorkshop } from './command_run.ts'
import type { Workshop } from './command_run.ts'

const shipped = join(repositoryFolder, 'schemas', 'modules')

test.group('commands | definitions over time', (group) => {
  let shop: Workshop
  group.setup(async () => {
    shop = await openWorkshop([shipped])
    return () => shop.remove()
  })

  test('an empty database gets the files as its first release; then nothing differs', async ({
    assert,
  }) => {
    const check = await shop.run('check')
    assert.deepEqual([check.code, check.out], [0, '没有问题 No problems\n'])
    const { answer } = await shop.json<{ id: string; isActive: boolean }[]>('releases')
    assert.lengthOf(answer, 1)
    assert.isTrue(answer[0]!.isActive)
    assert.deepEqual((await shop.json<DescribedChange[]>('diff')).answer, [])
  })

  test('rename, plan, publish what was seen, and go back', async ({ assert }) => {
    const first = (await shop.json<{ id: string }[]>('releases')).answer[0]!.id
    const uses = await shop.json<unknown[]>('uses', 'entity', 'demand.customer', '--field=name')
    assert.isAbove(uses.answer.length, 0)
    const renamed = await shop.run(
      'rename',
      'entity',
      'demand.customer',
      'full_name',
      '--field=name'
    )
    assert.equal(renamed.code, 0, renamed.err + renamed.out)
    assert.include(renamed.out, '草稿 draft entity/demand.customer')
    const { answer: plan } = await shop.json<ShownPlan>('plan')
    assert.isAbove(plan.changes.length, 0)
    assert.deepEqual(plan.migrations, [])

    const unasked = await shop.run('publish')
    assert.equal(unasked.code, 2)
    assert.include(unasked.err, '--yes')
    const published = await shop.json<{ id: string; state: string; note: string }>(
      ...['publish', `--plan=${plan.hash}`, '--note=改名']
    )
    assert.deepInclude(published.answer, { state: 'active', note: '改名' })
    const again = await shop.run('publish', `--plan=${plan.hash}`)
    assert.equal(again.code, 3, 'a plan is used up once')
    assert.include(again.err, 'E_PLAN_STALE')

    const { answer: changes } = await shop.json<DescribedChange[]>('diff', first)
    assert.sameMembers(
      changes.map(({ text }) => text),
      plan.changes.map(({ text }) => text)
    )
    assert.equal((await shop.run('rollback', first, '--yes')).code, 0)
    assert.deepEqual((await shop.json('diff', first)).answer, [])
  })

  test('a module goes out as files or as one document and comes back as the same text', async ({
    assert,
  }) => {
    const [folder, file] = [join(shop.folder, 'out'), join(shop.folder, 'out.json')]
    assert.equal((await shop.run('export', folder)).code, 0)
    assert.equal((await shop.run('export', file, '--module=demand')).code, 0)
    for (const from of [folder, join(folder, 'demand'), file]) {
      const { answer } = await shop.json<{ drafts: string[]; unchanged: number }>('import', from)
      assert.deepEqual(answer.drafts, [])
      assert.isAbove(answer.unchanged, 3)
    }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const path of files.filter((one) => one.endsWith('.json'))) {
      const file = join(shipped, path)
      assert.equal(readFileSync(join(folder, path), 'utf8'), readFileSync(file, 'utf8'), path)
    }
  })

  test('a module is begun in drafts, and drafts can be thrown away', async ({ assert }) => {
    const begun = await shop.run('new-module', 'fleet', 'van', '--title=车队')
    assert.equal(begun.code, 0, begun.err + begun.out)
    const { answer } = await shop.json<{ kind: string; key: string }[]>('drafts')
    assert.sameMembers(
      answer.map(({ kind, key }) => `${kind}/${key}`),
      ['module/fleet', 'entity/fleet.van', 'role/fleet.editor']
    )
    const incomplete = await shop.run('publish', '--include=role/fleet.editor', '--yes')
    assert.equal(incomplete.code, 1)
    assert.include(incomplete.err, 'E_PLAN_INCOMPLETE')
    assert.equal((await shop.run('discard', '--all')).code, 0)
    assert.equal((await shop.run('discard', 'entity', 'fleet.van')).code, 2)
    assert.equal((await shop.run('discard')).code, 2)
  })

  test('what cannot be is refused with its own exit code', async ({ assert }) => {
    const cases: [string[], number, string][] = [
      [['uses', 'entity', 'demand.nothing'], 2, 'E_DEFINITION_UNKNOWN'],
      [['rename', 'entity', 'demand.customer', 'tome'], 1, 'E_RENAME_INVALID'],
      [['rename', 'entity', 'demand.tome', 'demand.customer'], 2, 'E_RENAME_UNKNOWN'],
      [['rollback', '999', '--yes'], 2, 'E_RELEASE_UNKNOWN'],
      [['publish', '--yes'], 1, 'E_PLAN_EMPTY'],
      [['import', join(shop.folder, 'nothing')], 2, ''],
    ]
    for (const [argv, code, fault] of cases) {
      const { code: ended, err } = await shop.run(...argv)
      assert.deepEqual([argv, ended], [argv, code])
      assert.include(err, fault)
    }
    const { answer } = await shop.json<{ errors: { code: string }[] }>('uses', 'entity', 'no.no')
    assert.deepEqual(
      answer.errors.map(({ code }) => code),
      ['E_DEFINITION_UNKNOWN']
    )
    assert.equal((await shop.run('plan', '--bogus')).code, 2)
    assert.equal((await shop.run('bogus')).code, 2)
  })
})

test.group('commands | files and generated code', (group) => {
  let shop: Workshop
  let modules: string
  group.setup(async () => {
    modules = join(repositoryFolder, '.cache', 'commands-test', String(process.pid))
    mkdirSync(modules, { recursive: true })
    cpSync(shipped, modules, { recursive: true })
    shop = await openWorkshop([modules])
    return () => shop.remove()
  })

  test('changed files wait for an upgrade, which shows first what it would do', async ({
    assert,
  }) => {
    await shop.run('check')
    const file = join(modules, 'demand', 'entity', 'customer.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"title": "[^"]+"/, '"title": "客户档案"'))
    assert.deepEqual((await shop.json('diff')).answer, [])
    const plan = await shop.run('upgrade', '--plan')
    assert.deepEqual([plan.code, plan.out.includes('改名为“客户档案”')], [0, true], plan.out)
    assert.equal((await shop.run('upgrade')).code, 0)
    const { answer } = await shop.json<unknown[]>('releases')
    assert.lengthOf(answer, 2)
    assert.equal((await shop.run('upgrade')).code, 1)

    writeFileSync(file, text.replace('"title":', '"tilte":'))
    const check = await shop.run('check', '--files')
    assert.equal(check.code, 1)
    assert.include(check.out, 'E_DEFINITION_UNKNOWN_PROPERTY')
    assert.equal((await shop.run('upgrade')).code, 1)
    writeFileSync(file, text)
  })

  test('SQL views carry the keys of today and go away again', async ({ assert }) => {
    const { answer: names } = await shop.json<string[]>('views')
    assert.include(names, 'v_demand__customer')
    const printed = await shop.run('views', '--print')
    assert.include(printed.out, 'CREATE VIEW "v_demand__customer" AS SELECT "id"')
    assert.equal((await shop.run('views')).code, 0, 'a second time replaces them')
    assert.equal((await shop.run('views', '--drop')).code, 0)
  })

  test('types compile, and a program that names what is gone does not', async ({ assert }) => {
    const out = join(modules, 'guiju.ts')
    assert.equal((await shop.run('types', out)).code, 0)
    const program = (field: string) =>
      "import { createClient } from './guiju.ts'\n" +
      "const guiju = createClient({ url: 'http://localhost', token: 't' })\n" +
      "const { data } = await guiju.list('demand.customer', { limit: 1 })\n" +
      `export const shown: string | null | undefined = data[0]!.${field}\n`
    const compiles = (field: string) => {
      writeFileSync(join(modules, 'program.ts'), program(field))
      const tsc = join(repositoryFolder, 'node_modules/typescript/bin/tsc')
      const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'esnext']
      const more = ['--allowImportingTsExtensions', '--skipLibCheck', join(modules, 'program.ts')]
      try {
        execFileSync(process.execPath, [tsc, '--ignoreConfig', ...options, ...more])
        return true
      } catch (error) {
        return String((error as { stdout?: Buffer }).stdout)
      }
    }
    assert.strictEqual(compiles('name'), true)
    assert.match(String(compiles('nmae')), /nmae/)
  }).timeout(120_000)
})
