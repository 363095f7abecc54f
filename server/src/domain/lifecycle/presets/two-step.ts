export const twoStep = `# The least there can be: who has raised a hand, and who has bought. Add one stage at a time from here.
ripen: 1
name: Two steps
timezone: UTC
teams: [marketing, success]
stages:
  - { key: lead, name: Lead, owner: marketing, entry: { when: { any: [ { converted: any }, { imported: true }, { subscribed: newsletter } ] } } }
  - { key: customer, name: Customer, owner: success, entry: { when: { opportunity: won } } }
`
