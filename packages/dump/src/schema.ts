/** The version of what Kadkit adds to the original's format. */

/** Grows when a field of the additions changes its meaning or goes; a new field alone does not raise it. */
export const DUMP_SCHEMA = 1
