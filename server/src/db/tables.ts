/** The rows of every table of ours, by table name. */
export type Tables = {}
