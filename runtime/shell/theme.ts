import type { ThemeConfig } from 'antd'

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', " +
  "'Noto Sans CJK SC', 'Source Han Sans SC', 'Noto Sans SC', sans-serif"

/** Tokens of antd; the same values stand as `--gj-*` in style/base.css. On phones all is 44 px high. */
export function themeFor(narrow: boolean): ThemeConfig {
  return {
    hashed: false,
    token: {
      fontFamily,
      colorPrimary: '#1d5fd0',
      colorInfo: '#1d5fd0',
      colorLink: '#1d5fd0',
      colorError: '#c9302c',
      colorText: '#1f2329',
      colorTextSecondary: '#4b5563',
      colorTextTertiary: '#6b7280',
      colorTextPlaceholder: '#737985',
      colorBorder: '#d5d9e0',
      colorBorderSecondary: '#e8eaee',
      colorSplit: '#eceef1',
      colorBgLayout: '#f4f6f9',
      borderRadius: 6,
      fontSize: narrow ? 16 : 14,
      controlHeight: narrow ? 44 : 32,
      controlHeightSM: narrow ? 44 : 26,
      colorBgMask: 'rgba(24, 32, 48, 0.32)',
      wireframe: false,
    },
    components: {
      Drawer: { footerPaddingInline: 24, footerPaddingBlock: 12 },
      Tabs: { horizontalMargin: '0 0 20px 0' },
    },
  }
}
