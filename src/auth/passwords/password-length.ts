/** Minimum length; the mix of characters does not matter (NIST SP 800-63B). */
export const SHORTEST_PASSWORD = 12;

/** Limits the cost of hashing. */
export const LONGEST_PASSWORD = 1024;
