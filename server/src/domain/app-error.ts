/**
 * An error that Ripen expects and can say in one plain sentence: `code` is for programs, `message` for people.
 *
 * Subclasses are small and live near their users; they set `name` as a field and pass what caused them on as
 * `cause`. Anything that is not an AppError is a fault of ours and is shown with its stack.
 */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
