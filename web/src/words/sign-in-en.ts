const failed: Readonly<Record<string, string>> = {
  unwelcome:
    'You are signed in there, but not invited here. Ask an administrator of Ripen for an invitation to this address.',
  sso: 'The sign-in there did not come to its end. Try again.',
}

/** Words of the pages before the app. */
export const signInWords = {
  email: 'E-mail',
  password: 'Password',
  name: 'Your name',
  show: 'Show password',
  hide: 'Hide password',
  back: 'Back to sign-in',
  hint: (length: number, needed: number): string =>
    length === 0
      ? `At least ${needed} characters. A few words that only you would put together are best.`
      : length < needed
        ? `${length} of ${needed} characters`
        : length < needed + 4
          ? 'Long enough. Longer is better.'
          : 'Good length.',
  signIn: {
    title: 'Sign in',
    truth: 'Sign in to Ripen',
    submit: 'Sign in',
    forgot: 'Forgot your password?',
    sso: (name: string) => `Continue with ${name}`,
    or: 'or',
    failed: (code: string) => failed[code] ?? failed['sso'] ?? '',
  },
  setUp: {
    title: 'Set up Ripen',
    truth: 'Welcome. Who looks after this Ripen?',
    text: 'You become its first administrator. You can invite the others afterwards.',
    submit: 'Set up and come in',
    done: 'Ripen is set up already.',
    toSignIn: 'Sign in',
  },
  invitation: {
    title: 'Invitation',
    truth: 'You are invited to Ripen',
    by: (name: string) => `${name} has invited you to Ripen`,
    as: (email: string, role: string) => `You will sign in as ${email}, with the role ${role}.`,
    submit: 'Come in',
    gone: 'This invitation does not work',
  },
  reset: {
    title: 'New password',
    truth: 'Choose a new password',
    text: 'Every session of yours ends, here and elsewhere.',
    submit: 'Save and sign in',
    askTitle: 'Forgot your password?',
    askText: 'Tell us your address. If somebody signs in with it, a link goes there that works for an hour.',
    askSubmit: 'Send the link',
    sent: 'Look into your mailbox',
    sentText: (email: string) => `If somebody signs in with ${email}, a link is on its way there.`,
    noMail: 'Ripen cannot send mail here: whoever runs it finds the link in its log.',
  },
} as const
