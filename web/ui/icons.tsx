import type { ReactNode } from 'react'

const paths = {
  overview: <path d="M4 20V10m5.3 10V4m5.4 16v-7M20 20V8" />,
  people: (
    <>
      <circle cx="9" cy="8" r="3.5" />
      <path d="M2.5 20c.6-3.9 3-6 6.5-6s5.9 2.1 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4m1.8 3.3c2 .8 3.3 2.6 3.7 5.5" />
    </>
  ),
  today: <path d="M5 5.5h14v15H5zM5 10h14M9 3v4m6-4v4m-6.2 8 2.2 2.2 4.2-4.4" />,
  swap: <path d="M4 8.5h14m-3.5-4 4 4-4 4M20 15.5H6m3.500-4-4 4 4 4" />,
  night: <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6.5" />
      <path d="m15.5 15.5 5 5" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c.7-4.5 3.7-7 8-7s7.3 2.5 8 7" />
    </>
  ),
  phone: <path d="M6.5 3.5h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3c0 1-.8 2-2 2A17 17 0 0 1 4.500 5.500c0-1.200 1-2 2-2Z" />,
  down: <path d="m6 9 6 6 6-6" />,
  left: <path d="m14.5 5.5-6.5 6.5 6.5 6.5" />,
  up: <path d="m6 14 6-6 6 6" />,
  dot: <circle cx="12" cy="12" r="2.5" />,
  right: <path d="m9.5 5.5 6.5 6.5-6.5 6.5" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  columns: <path d="M4 5h16v14H4zM9.5 5v14M14.7 5v14" />,
  bookmark: <path d="M6.5 4h11v16l-5.5-4.2L6.5 20z" />,
  filter: <path d="M4 6h16M7 12h10m-7 6h4" />,
  bell: <path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.500 2h-15zM10 21h4" />,
  heart: <path d="M12 20s-7.5-4.7-7.5-10A4.200 4.200 0 0 1 12 7.500 4.200 4.200 0 0 1 19.500 10c0 5.300-7.500 10-7.500 10Z" />,
  mail: <path d="M3.500 6h17v12h-17zM4 6.500l8 6.500 8-6.500" />,
  warning: <path d="M12 4 2.8 20h18.4L12 4Zm0 6v5m0 2.2v.3" />,
  shield: <path d="M12 3.5 4.5 6v5.5c0 4.4 3 7.6 7.5 9 4.5-1.4 7.5-4.6 7.5-9V6zM8.8 12l2.3 2.3 4.2-4.4" />,
  stamp: (
    <path d="M5 20h14M6 16.5h12v-2c0-1.2-.9-2-2-2h-1.5c-.8 0-1.3-.7-1.1-1.5l.9-3.4a2.4 2.4 0 1 0-4.6 0l.9 3.4c.2.8-.3 1.5-1.1 1.5H8c-1.1 0-2 .8-2 2z" />
  ),
  sliders: <path d="M5 4v6m0 4v6M12 4v3m0 4v9M19 4v9m0 4v3M3 12h4M10 9h4M17 15h4" />,
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  download: <path d="M12 4v11m-4.5-4.2L12 15.3l4.5-4.5M4.5 19.5h15" />,
  gift: (
    <path d="M4 11h16v9.5H4zM3 7.5h18V11H3zM12 7.5v13M12 7.5C9 7.5 7 6.6 7 5s2.2-2.2 3.4-.8L12 7.5l1.6-3.3C14.8 2.8 17 3.4 17 5s-2 2.5-5 2.5Z" />
  ),
  institution: <path d="M3 21h18M5 21V9m14 12V9M3 9l9-5.5L21 9zM9.5 21v-6h5v6" />,
} as const

export type IconName = keyof typeof paths

/** Line icons of one weight, 24 units square. Decoration: the words beside them carry the meaning. */
export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }): ReactNode => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    style={{ flex: 'none' }}
  >
    {paths[name]}
  </svg>
)
