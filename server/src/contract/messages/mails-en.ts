interface Letter {
  readonly subject: string
  readonly text: string
}

/** Mails to those who use Ripen. Plain text: a link in it is seen as what it is. */
export const mailWords = {
  invitation: ({ by, link, until }: { by: string | null; link: string; until: string }): Letter => ({
    subject: 'You are invited to Ripen',
    text: `${by === null ? 'You are' : `${by} has`} invited${by === null ? '' : ' you'} to Ripen, where your company looks after its contacts and their lifecycle.

Open this link to choose a password and come in:

${link}

It is for you alone, works once, and until ${until}. If you do not know what this is about, do nothing.
`,
  }),
  reset: ({ name, link }: { name: string; link: string }): Letter => ({
    subject: 'Choose a new password for Ripen',
    text: `Hello ${name},

somebody, most likely you, asked for a new password for Ripen. Open this link to choose it:

${link}

It works once, within an hour. If it was not you, do nothing: your password stays as it is.
`,
  }),
}
