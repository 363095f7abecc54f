interface Deal {
  readonly id: string
  readonly amount: string | null
  readonly currency: string | null
}

/** What a deal is worth, in groups of three; its id where that is not known. */
export function amountText({ id, amount, currency }: Deal): string {
  if (amount === null) return id
  const text = /^\d{1,15}(\.\d+)?$/.test(amount)
    ? Number(amount).toLocaleString('en', { maximumFractionDigits: 2 })
    : amount
  return currency === null ? text : `${text} ${currency}`
}
