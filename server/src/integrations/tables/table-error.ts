import { AppError } from '../../domain/app-error.ts'

/** The file as a whole cannot be read as a table. */
export class UnreadableTable extends AppError {
  override name = 'UnreadableTable'
  constructor(reason: string, options?: ErrorOptions) {
    super('unprocessable', reason, options)
  }
}
