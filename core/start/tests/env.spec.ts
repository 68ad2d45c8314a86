import { test } from '@japa/runner'
import { EnvironmentInvalid, readEnvironment, repositoryFolder } from '../env.ts'

test.group('start | environment', () => {
  test('nothing set is a development server on this machine only, with samples', ({ assert }) => {
    const environment = readEnvironment({})
    assert.deepInclude(environment, {
      host: '127.0.0.1',
      port: 3333,
      databaseUrl: null,
      production: false,
      samples: true,
      test: false,
      modules: null,
      trustProxy: ['loopback'],
    })
    assert.equal(environment.dataFolder, `${repositoryFolder}data`)
  })

  test('production has no samples unless it asks for them', ({ assert }) => {
    assert.isFalse(readEnvironment({ NODE_ENV: 'production' }).samples)
    assert.isTrue(readEnvironment({ NODE_ENV: 'production', GUIJU_SAMPLES: '1' }).samples)
  })

  test('every fault is told at once, an unknown GUIJU_ variable by its name', ({ assert }) => {
    try {
      readEnvironment({
        PORT: 'x',
        NODE_ENV: 'prod',
        DATABASE_URL: 'mysql://root:secret@h/d',
        GUIJU_SAMPLE: '1',
        GUIJU_TEST: 'yes',
        GUIJU_MODULES: 'a,B!',
        GUIJU_TRUST_PROXY: 'loopback,proxy.example',
      })
      assert.fail('it was accepted')
    } catch (error) {
      assert.instanceOf(error, EnvironmentInvalid)
      const { faults } = error as EnvironmentInvalid
      assert.lengthOf(faults, 7)
      assert.include(faults[6], '"proxy.example"')
      assert.include(faults[0], 'GUIJU_SAMPLE')
      assert.notInclude(faults.join(), 'secret')
    }
  })

  test('GUIJU_TEST is refused in production', ({ assert }) => {
    const variables = { NODE_ENV: 'production', GUIJU_TEST: '1' }
    assert.throws(() => readEnvironment(variables), /GUIJU_TEST is refused/)
  })
})
