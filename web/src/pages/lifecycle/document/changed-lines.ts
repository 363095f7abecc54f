/**
 * Numbers, from 1, of the lines of a text that another does not have at their place: what is between the lines that
 * both begin and both end with. Where as many lines stand between, they are compared one by one.
 */
export function changedLines(before: string, after: string): readonly number[] {
  if (before === after) return []
  const [old, now] = [before.split('\n'), after.split('\n')]
  let same = 0
  while (same < Math.min(old.length, now.length) && old[same] === now[same]) same += 1
  let end = 0
  while (end < Math.min(old.length, now.length) - same && old.at(-1 - end) === now.at(-1 - end)) end += 1
  const between = Array.from({ length: now.length - end - same }, (_, index) => same + index)
  const isLineByLine = old.length === now.length
  return between.filter((index) => !isLineByLine || old[index] !== now[index]).map((index) => index + 1)
}
