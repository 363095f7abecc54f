/** Rows of rollups are kept by writer, so that processes seldom wait for each other's. */
export function laneNumber(lane: number): number {
  return (process.pid % 64) * 8 + lane
}
