import { AppError } from '../../domain/app-error.ts'

export class NoSuchDraft extends AppError {
  override name = 'NoSuchDraft'
  constructor(id: string) {
    super('not_found', `There is no draft ${id}.`)
  }
}

/** Somebody discarded or published it. */
export class DraftClosed extends AppError {
  override name = 'DraftClosed'
  constructor(name: string, version: number | null) {
    super(
      'gone',
      version === null
        ? `The draft “${name}” was discarded. Have it back, or save yours as another draft.`
        : `The draft “${name}” was published as version ${version}. Save yours as another draft.`,
    )
  }
}

/** Somebody saved it first. */
export class DraftChangedMeanwhile extends AppError {
  override name = 'DraftChangedMeanwhile'
  constructor(revision: number) {
    super(
      'precondition_failed',
      `The draft was changed in the meantime (it has the ETag "r${revision}" now). Read it again, put both together and save that.`,
    )
  }
}

export class DraftConflict extends AppError {
  override name = 'DraftConflict'
  constructor(message: string) {
    super('conflict', message)
  }
}

export class DraftUnusable extends AppError {
  override name = 'DraftUnusable'
  constructor(message: string) {
    super('unprocessable', message)
  }
}

export class NoSuchProposal extends AppError {
  override name = 'NoSuchProposal'
  constructor(id: string) {
    super('not_found', `There is no proposal ${id}.`)
  }
}

/** Somebody answers for a team that it is not in. */
export class NotAsked extends AppError {
  override name = 'NotAsked'
  constructor(teams: readonly string[]) {
    super(
      'not_allowed',
      `Only somebody of ${teams.length === 0 ? 'the owning teams' : teams.join(' or ')} can answer this. An administrator puts people in teams.`,
    )
  }
}
