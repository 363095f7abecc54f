/** Days of the week in which moves are counted, today included. */
export const WEEK = 7
