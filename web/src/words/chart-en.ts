/** Words of what every chart can do. */
export const chartWords = {
  save: (title: string) => `Save “${title}”`,
  saveShort: 'Save',
  picture: 'As a picture (PNG)',
  table: 'As a table (CSV)',
  failed: 'The picture could not be drawn. The table has the same numbers.',
  funnelOf: 'Of so many',
  medianDays: 'Median days to the next',
  shares: ['Month', 'Entered', 'Reached', 'Share %', 'Likely from %', 'Likely to %', 'Note'],
  spreadOf: (from: string, to: string) => `Days from “${from}” to “${to}”`,
  spread: (name: string) => `${name} (days)`,
} as const
