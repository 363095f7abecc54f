import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { segmentsQuery } from '../../api/segments.ts'
import { signOut } from '../../api/session.ts'
import { words } from '../../words/en.ts'
import { paletteWords } from '../../words/palette-en.ts'
import { reportWords } from '../../words/reports-en.ts'
import { notify } from '../notice.ts'
import { useStages } from '../stage/stages.ts'
import type { Entry } from './fitting.ts'
import { showPalette } from './open-palette.ts'

/** Pages, stages, segments, reports and what can be done anywhere. */
export function useFixedEntries(): readonly Entry[] {
  const { history, routesByPath } = useRouter()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const stages = useStages()
  const { data: segments } = useQuery(segmentsQuery())
  const go = (address: string) => () => history.push(address)
  const pages = [
    ['/', words.frame.homePage],
    ['/contacts', words.frame.contacts],
    ['/contacts/board', paletteWords.pages.board],
    ['/contacts/duplicates', paletteWords.pages.duplicates],
    ['/contacts/bulk', paletteWords.pages.bulk],
    ['/accounts', paletteWords.groups.accounts],
    ['/lifecycle', words.frame.lifecycle],
    ['/reports', words.frame.reports],
    ['/imports', words.frame.imports],
    ['/imports/new', paletteWords.pages.newImport],
    ['/rejected', words.frame.rejected],
    ['/settings', words.frame.settings],
  ] as const
  const themes = (['light', 'dark', 'auto'] as const).filter((theme) => theme !== colorScheme)
  const leave = () => void signOut().catch((error: Error) => notify({ text: error.message }))
  return [
    ...pages
      .filter(([address]) => address in routesByPath)
      .map(([address, label]): Entry => ({ id: address, group: 'pages', label, run: go(address) })),
    {
      id: '/docs',
      group: 'pages',
      label: paletteWords.pages.reference,
      run: () => window.location.assign('/docs'),
    },
    ...[...stages.ordered, ...stages.detours].map(
      ({ key, name, short }): Entry => ({
        id: `stage ${key}`,
        group: 'stages',
        label: paletteWords.everyoneIn(short),
        detail: name === short ? undefined : name,
        run: go(`/contacts?stage=${encodeURIComponent(key)}`),
      }),
    ),
    ...(segments ?? []).map(
      ({ key, name, note }): Entry => ({
        id: `segment ${key}`,
        group: 'segments',
        label: paletteWords.segment(name),
        detail: note === '' ? undefined : note,
        run: go(`/contacts?segment=${encodeURIComponent(key)}`),
      }),
    ),
    ...Object.entries(reportWords.titles).map(
      ([name, title]): Entry => ({
        id: `report ${name}`,
        group: 'reports',
        label: paletteWords.report(title),
        run: go(`/reports/${name}`),
      }),
    ),
    ...themes.map(
      (theme): Entry => ({
        id: `theme ${theme}`,
        group: 'actions',
        label: paletteWords[theme],
        run: () => setColorScheme(theme),
      }),
    ),
    { id: 'shortcuts', group: 'actions', label: paletteWords.shortcuts, run: () => showPalette('shortcuts') },
    { id: 'sign-out', group: 'actions', label: paletteWords.signOut, run: leave },
  ]
}
