/** What people are called by what they may do. */
export const roleWords = {
  names: {
    admin: 'Administrator',
    operations: 'Operations',
    marketer: 'Marketer',
    sales: 'Sales',
    viewer: 'Viewer',
  },
  says: {
    admin: 'Everything, also people, keys and settings',
    operations: 'Publishes the lifecycle, imports, reads the audit log',
    marketer: 'Changes contacts and imports; drafts, but does not publish',
    sales: 'Moves contacts as the lifecycle and the team let',
    viewer: 'Looks at everything, changes nothing',
  },
} as const
