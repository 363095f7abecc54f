/** What the address of a new import says: the file that was sent. */
export interface NewImportSearch {
  readonly file?: string
}

export function readNewImportSearch({ file }: Record<string, unknown>): NewImportSearch {
  return typeof file === 'string' ? { file } : {}
}
