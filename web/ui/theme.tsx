import { ConfigProvider, theme as antdTheme } from 'antd'
import type { ReactNode } from 'react'
import { useDark } from './appearance.ts'

const light = {
  colorPrimary: '#0b6b5c',
  colorLink: '#0b6b5c',
  colorBgLayout: '#f4f6f4',
  colorBgContainer: '#ffffff',
  colorBgElevated: '#ffffff',
  colorText: '#17211e',
  colorBorder: '#c8d0cc',
  colorError: '#b0450c',
  colorWarning: '#b0450c',
}
const dark = {
  colorPrimary: '#3fb09b',
  colorLink: '#62cbb6',
  colorBgLayout: '#101413',
  colorBgContainer: '#181e1c',
  colorBgElevated: '#202725',
  colorText: '#e5ebe8',
  colorBorder: '#3d4843',
  colorError: '#f0a069',
  colorWarning: '#f0a069',
}

const font =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC Variable', system-ui, sans-serif"

/** The component library in our colours; `emptyText` is what an option list without options says. */
export const Theme = ({ children, emptyText }: { children: ReactNode; emptyText?: string }) => {
  const isDark = useDark()
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      renderEmpty={() => <span className="muted small">{emptyText ?? '—'}</span>}
      theme={{
        algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
        token: {
          ...(isDark ? dark : light),
          fontFamily: font,
          fontSize: 14,
          borderRadius: 6,
          controlHeight: 34,
          wireframe: false,
          motionDurationMid: '0.12s',
          motionDurationSlow: '0.18s',
        },
        components: { Button: { primaryShadow: 'none', defaultShadow: 'none', ...(isDark ? { primaryColor: '#06211c' } : {}) } },
      }}
    >
      {children}
    </ConfigProvider>
  )
}
