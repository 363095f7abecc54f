import { createTheme, type MantineColorsTuple } from '@mantine/core'

// Ten steps around the accent of tokens.css; components that we colour ourselves read the tokens.
const plum: MantineColorsTuple = [
  '#fbf1f6',
  '#f3dfe9',
  '#e7bcd3',
  '#da96bb',
  '#cf76a7',
  '#b8578d',
  '#9d3b75',
  '#86285f',
  '#6f1f4e',
  '#571640',
]

export const mantineTheme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 6,
  colors: { plum },
  primaryColor: 'plum',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  cursorType: 'pointer',
  respectReducedMotion: true,
})
