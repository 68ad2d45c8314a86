/**
 * Names of functions with a dot, as Excel writes them. Everywhere else a dot makes a path, and what
 * is called behind a path is refused; a test keeps this list equal to the functions there are.
 */
export const dottedFunctions: ReadonlySet<string> = new Set([
  'CEILING.MATH',
  'COVARIANCE.P',
  'COVARIANCE.S',
  'ERROR.TYPE',
  'FLOOR.MATH',
  'FORECAST.LINEAR',
  'MODE.SNGL',
  'NETWORKDAYS.INTL',
  'PERCENTILE.EXC',
  'PERCENTILE.INC',
  'PERCENTRANK.INC',
  'QUARTILE.EXC',
  'QUARTILE.INC',
  'RANK.AVG',
  'RANK.EQ',
  'STDEV.P',
  'STDEV.S',
  'VAR.P',
  'VAR.S',
  'WORKDAY.INTL',
])
