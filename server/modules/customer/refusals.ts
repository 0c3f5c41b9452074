/** How a use case of a module refuses; its routes turn it into the contract's error. */
export type Refusal = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'
