/** What is believed of a coefficient before anything is seen. */
export interface Prior {
  readonly mean: number
  readonly deviation: number
}

export interface LogisticFit {
  readonly mean: readonly number[]
  /** Lower triangle L of the covariance L·Lᵀ: the normal approximation around the mode. */
  readonly spread: readonly (readonly number[])[]
}

const MOST_STEPS = 50

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/**
 * Logistic regression with normal priors, by Newton's method (iteratively reweighted least squares). With every coefficient under a prior the mode
 * exists and is unique, also where all outcomes are the same.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  priors: readonly Prior[],
): LogisticFit {
  let mean = priors.map((prior) => prior.mean)
  let loss = lossOf(rows, outcomes, priors, mean)
  for (let step = 0; step < MOST_STEPS; step++) {
    const { gradient, information } = derivatives(rows, outcomes, priors, mean)
    const change = solve(cholesky(information), gradient)
    let scale = 1
    let next = mean
    let nextLoss = Number.POSITIVE_INFINITY
    // A step that overshoots is halved.
    for (; scale > 1e-4; scale /= 2) {
      next = mean.map((value, index) => value + scale * (change[index] ?? 0))
      nextLoss = lossOf(rows, outcomes, priors, next)
      if (nextLoss <= loss) break
    }
    if (nextLoss > loss) break
    const done = loss - nextLoss < 1e-9
    mean = next
    loss = nextLoss
    if (done) break
  }
  const { information } = derivatives(rows, outcomes, priors, mean)
  return { mean, spread: cholesky(inverse(information)) }
}

function dot(row: readonly number[], mean: readonly number[]): number {
  let sum = 0
  for (let index = 0; index < row.length; index++) sum += (row[index] ?? 0) * (mean[index] ?? 0)
  return sum
}

function lossOf(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  priors: readonly Prior[],
  mean: readonly number[],
): number {
  let loss = 0
  for (const [index, row] of rows.entries()) {
    const score = dot(row, mean)
    const signed = outcomes[index] === true ? -score : score
    loss += signed > 30 ? signed : Math.log1p(Math.exp(signed))
  }
  for (const [index, prior] of priors.entries()) loss += (((mean[index] ?? 0) - prior.mean) / prior.deviation) ** 2 / 2
  return loss
}

function derivatives(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  priors: readonly Prior[],
  mean: readonly number[],
) {
  const size = priors.length
  const gradient = priors.map((prior, index) => (prior.mean - (mean[index] ?? 0)) / prior.deviation ** 2)
  const information = priors.map((prior, index) =>
    priors.map((_, other) => (index === other ? 1 / prior.deviation ** 2 : 0)),
  )
  for (const [index, row] of rows.entries()) {
    const chance = logistic(dot(row, mean))
    const rest = (outcomes[index] === true ? 1 : 0) - chance
    const weight = chance * (1 - chance)
    for (let i = 0; i < size; i++) {
      const value = row[i] ?? 0
      if (value === 0) continue
      gradient[i] = (gradient[i] ?? 0) + rest * value
      const line = information[i] as number[]
      for (let j = 0; j < size; j++) line[j] = (line[j] ?? 0) + weight * value * (row[j] ?? 0)
    }
  }
  return { gradient, information }
}

/** The lower triangle L with L·Lᵀ = matrix; the matrix is symmetric and positive. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0))
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]?.[j] ?? 0
      for (let k = 0; k < j; k++) sum -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0)
      const line = lower[i] as number[]
      line[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j]?.[j] ?? 1)
    }
  return lower
}

/** Solves L·Lᵀ·x = right. */
function solve(lower: readonly (readonly number[])[], right: readonly number[]): number[] {
  const half: number[] = []
  for (let i = 0; i < right.length; i++) {
    let sum = right[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (lower[i]?.[k] ?? 0) * (half[k] ?? 0)
    half.push(sum / (lower[i]?.[i] ?? 1))
  }
  const found = right.map(() => 0)
  for (let i = right.length - 1; i >= 0; i--) {
    let sum = half[i] ?? 0
    for (let k = i + 1; k < right.length; k++) sum -= (lower[k]?.[i] ?? 0) * (found[k] ?? 0)
    found[i] = sum / (lower[i]?.[i] ?? 1)
  }
  return found
}

function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const lower = cholesky(matrix)
  return matrix.map((_, index) =>
    solve(
      lower,
      matrix.map((__, other) => (index === other ? 1 : 0)),
    ),
  )
}
