import type { DifferenceView, NoticeView } from '../contract/lifecycle.ts'
import { say } from '../contract/messages/say.ts'
import { differences } from '../domain/lifecycle/differences.ts'
import type { PlacedNotice } from '../domain/lifecycle/document.ts'
import type { Lifecycle } from '../domain/lifecycle/schema.ts'

/** What differs between two documents, in words. */
export function viewDifferences(was: Lifecycle, now: Lifecycle): DifferenceView[] {
  return differences(was, now).map(({ change, path, message }) => ({ change, path: [...path], text: say(message) }))
}

export function viewNotices(notices: readonly PlacedNotice[]): NoticeView[] {
  return notices.map(({ path, line, column, message, level }) => ({
    path: [...path],
    line,
    column,
    text: say(message),
    level,
  }))
}
