import '@fontsource-variable/inter'
import './theme/library.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/controls.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/query-client.ts'
import { router } from './router.tsx'
import { mantineTheme } from './theme/mantine-theme.ts'

// The same key as in public/theme.js, which paints first.
const themeChoice = localStorageColorSchemeManager({ key: 'ripen-theme' })

const place = document.getElementById('root')
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={mantineTheme} colorSchemeManager={themeChoice} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
