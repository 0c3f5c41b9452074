/** Whole points with thousands marked: 10,000,000. */
export const pointsText = (points: bigint | string | number): string => BigInt(points).toLocaleString('en-US')

export const PointsNumber = ({ points, sign = '' }: { points: bigint | string | number; sign?: string }) => (
  <span className="points-number">
    {sign}
    {pointsText(points)}
  </span>
)
