import { Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { words } from '../../words/en.ts'

const choices = {
  auto: { next: 'light', Icon: IconDeviceDesktop },
  light: { next: 'dark', Icon: IconSun },
  dark: { next: 'auto', Icon: IconMoon },
} as const

/** Goes round: as the system says, light, dark. */
export function ThemeSwitch({ className, narrow }: { readonly className: string; readonly narrow: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { next, Icon } = choices[colorScheme]
  const label = words.frame.theme[colorScheme]
  return (
    <Tooltip label={label} position="right" disabled={!narrow}>
      <button
        type="button"
        className={className}
        aria-label={words.frame.themeChange(label, words.frame.theme[next])}
        onClick={() => setColorScheme(next)}
      >
        <Icon size={16} stroke={1.75} aria-hidden="true" />
        <span>{label}</span>
      </button>
    </Tooltip>
  )
}
