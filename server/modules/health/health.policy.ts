/** Who works at the blood-pressure desk, as sentences (M64): the lobby manager alone, nobody who sells and nobody who looks on. */
export const mayServe = (role: string): boolean => role === 'lobby_manager'
