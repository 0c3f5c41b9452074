/** The largest key that PostgreSQL's bigint holds; a caller may ask for a larger one. */
export const largestId = 2n ** 63n - 1n
