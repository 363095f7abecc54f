import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Entrance } from './components/entry/entrance.tsx'
import { FaultPage } from './components/states/fault-page.tsx'
import { MissingPage } from './components/states/missing-page.tsx'
import { readAccountSearch } from './pages/account/account-search.ts'
import { readAccountsSearch } from './pages/accounts/accounts-search.ts'
import { readBoardSearch } from './pages/board/board-search.ts'
import { readBulkSearch } from './pages/bulk/bulk-search.ts'
import { ContactPage } from './pages/contact/contact-page.tsx'
import { readContactSearch } from './pages/contact/contact-search.ts'
import { readMergeSearch } from './pages/contact-edit/merge-search.ts'
import { ContactsPage } from './pages/contacts/contacts-page.tsx'
import { readContactsSearch } from './pages/contacts/contacts-search.ts'
import { readNewImportSearch } from './pages/imports/new/new-import-search.ts'
import { readLifecycleSearch } from './pages/lifecycle/lifecycle-search.ts'
import { RejectedPage } from './pages/rejected/rejected-page.tsx'
import { readReportsSearch } from './pages/reports/reports-search.ts'
import { readSettingsSearch } from './pages/settings/settings-search.ts'
import { readSignInSearch } from './pages/sign-in/sign-in-search.ts'

const root = createRootRoute({ component: Entrance, notFoundComponent: MissingPage, errorComponent: FaultPage })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
})

const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  component: ContactsPage,
  validateSearch: readContactsSearch,
})

const board = createRoute({
  getParentRoute: () => root,
  path: '/contacts/board',
  component: lazyRouteComponent(() => import('./pages/board/board-page.tsx'), 'BoardPage'),
  validateSearch: readBoardSearch,
})

const newContact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/new',
  component: lazyRouteComponent(() => import('./pages/contact-edit/create-page.tsx'), 'CreatePage'),
})

const duplicates = createRoute({
  getParentRoute: () => root,
  path: '/contacts/duplicates',
  component: lazyRouteComponent(() => import('./pages/duplicates/duplicates-page.tsx'), 'DuplicatesPage'),
})

const bulkActions = createRoute({
  getParentRoute: () => root,
  path: '/contacts/bulk',
  component: lazyRouteComponent(() => import('./pages/bulk/bulk-actions-page.tsx'), 'BulkActionsPage'),
})

const bulkAction = createRoute({
  getParentRoute: () => root,
  path: '/contacts/bulk/$id',
  component: lazyRouteComponent(() => import('./pages/bulk/bulk-action-page.tsx'), 'BulkActionPage'),
  validateSearch: readBulkSearch,
})

const merge = createRoute({
  getParentRoute: () => root,
  path: '/contacts/merge',
  component: lazyRouteComponent(() => import('./pages/contact-edit/merge-page.tsx'), 'MergePage'),
  validateSearch: readMergeSearch,
})

const parts = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$id/parts',
  component: lazyRouteComponent(() => import('./pages/contact-edit/parts-page.tsx'), 'PartsPage'),
})

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
  validateSearch: readAccountsSearch,
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
  validateSearch: readAccountSearch,
})

const contact = createRoute({
  getParentRoute: () => root,
  path: '/contacts/$id',
  component: ContactPage,
  validateSearch: readContactSearch,
})

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  beforeLoad: () => {
    throw redirect({ to: '/reports/$name', params: { name: 'funnel' }, search: {} })
  },
})

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$name',
  component: lazyRouteComponent(() => import('./pages/reports/reports-page.tsx'), 'ReportsPage'),
  validateSearch: readReportsSearch,
})

const lifecycle = createRoute({
  getParentRoute: () => root,
  path: '/lifecycle',
  component: lazyRouteComponent(() => import('./pages/lifecycle/lifecycle-page.tsx'), 'LifecyclePage'),
  validateSearch: readLifecycleSearch,
})

const proposal = createRoute({
  getParentRoute: () => root,
  path: '/proposals/$id',
  component: lazyRouteComponent(() => import('./pages/lifecycle/drafts/proposal-page.tsx'), 'ProposalPage'),
})

const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports/imports-page.tsx'), 'ImportsPage'),
})

const newImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('./pages/imports/new/new-import-page.tsx'), 'NewImportPage'),
  validateSearch: readNewImportSearch,
})

const oneImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./pages/imports/import-page.tsx'), 'ImportPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
  validateSearch: readSignInSearch,
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./pages/set-up/set-up-page.tsx'), 'SetUpPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/invitation/invitation-page.tsx'), 'InvitationPage'),
})

const askForReset = createRoute({
  getParentRoute: () => root,
  path: '/reset',
  component: lazyRouteComponent(() => import('./pages/reset/ask-page.tsx'), 'AskPage'),
})

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./pages/reset/reset-page.tsx'), 'ResetPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$part', params: { part: 'me' }, search: {} })
  },
})

const settingsPart = createRoute({
  getParentRoute: () => root,
  path: '/settings/$part',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
  validateSearch: readSettingsSearch,
})

const rejected = createRoute({ getParentRoute: () => root, path: '/rejected', component: RejectedPage })

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    contacts,
    board,
    newContact,
    duplicates,
    bulkActions,
    bulkAction,
    merge,
    parts,
    contact,
    accounts,
    account,
    lifecycle,
    proposal,
    reports,
    report,
    imports,
    newImport,
    oneImport,
    rejected,
    signIn,
    setUp,
    invitation,
    askForReset,
    reset,
    settings,
    settingsPart,
  ]),
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
