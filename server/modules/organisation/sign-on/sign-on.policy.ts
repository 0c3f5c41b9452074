/** Who may do what to log-ins of others, as sentences. DOMAIN M98. */

/** Head office, which administers Liuke, helps people who cannot sign in. */
export const mayRescueLogins = (role: string): boolean => role === 'head_office'
