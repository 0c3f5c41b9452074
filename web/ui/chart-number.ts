/** Fen as a number of yuan for drawing only: a pixel cannot show what is lost beyond 2^53. Words and tooltips use the fen itself. */
export const drawnYuan = (fen: string): number => Number(BigInt(fen) / 100n)
