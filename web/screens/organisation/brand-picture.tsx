/** A door with its light on, for the sign-in page. */
export const BrandPicture = () => (
  <svg viewBox="0 0 600 520" fill="none" stroke="currentColor" strokeWidth="14" aria-hidden="true">
    <path d="M60 500V210L300 50l240 160v290" />
    <path d="M130 500V250L300 136l170 114v250" />
    <path d="M200 500V290l100-68 100 68v210" />
    <circle cx="300" cy="390" r="16" fill="currentColor" stroke="none" />
  </svg>
)
