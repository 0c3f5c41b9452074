import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/icons.tsx'

export interface DoorProps extends Pick<LinkProps, 'to' | 'params' | 'search'> {
  icon: IconName
  name: string
  /** on a phone it stands under 我的 */
  minor?: boolean
  children?: ReactNode
}

/** A way into a room of the house. It is marked while one is in there, whatever the room's filters are. */
export const Door = ({ icon, name, minor = false, children, ...link }: DoorProps) => {
  const className = minor ? 'nav-link nav-minor' : 'nav-link'
  return (
    <Link
      {...link}
      className={className}
      activeProps={{ className: `${className} nav-active`, 'aria-current': 'page' }}
      activeOptions={{ includeSearch: false }}
    >
      <Icon name={icon} size={20} />
      <span>{name}</span>
      {children}
    </Link>
  )
}

/** Doors that belong together, under a title that only the wide navigation shows; nothing when none of them is for this person. */
export const Doors = ({ title, children }: { title: string; children: readonly ReactNode[] }) =>
  children.some(Boolean) ? (
    <>
      <span className="nav-room">{title}</span>
      {children}
    </>
  ) : null
