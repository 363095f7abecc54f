import fc from 'fast-check'

const given = process.env['RIPEN_TEST_SEED']

/**
 * Random tests try the same cases in each run, so that a red run speaks of the change. `RIPEN_TEST_SEED=random` hunts in new ones, and a number
 * repeats a hunt.
 */
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given ?? 1) })
