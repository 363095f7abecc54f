import { AppError } from '../../domain/app-error.ts'
import { nearest } from '../../domain/criteria/unknown-name.ts'

/** Nothing was saved under this key. */
export class NoSuchSegment extends AppError {
  override name = 'NoSuchSegment'
  constructor(key: string, known: readonly string[]) {
    const near = nearest(key, known)
    super('not_found', `There is no segment “${key}”.${near === null ? '' : ` Did you mean “${near}”?`}`)
  }
}
