export const hubspot = `# The eight stages that HubSpot begins with, under their internal names, for those who come from there.
ripen: 1
name: HubSpot stages
timezone: UTC
teams: [marketing, sales, success]
points:
  demo: { name: Demo request, offer: bottom, gives: [email, name, company] }
define:
  hand_raise: { converted: { offer: bottom } }
scores:
  engagement:
    half_life: 30d
    cap: 100
    groups:
      website:
        cap: 40
        match: first
        rules:
          - { event: page, where: { path: { starts: /pricing } }, points: 8, at_most: 1/day }
          - { event: page, points: 1 }
      content:
        cap: 60
        rules:
          - { event: Content Downloaded, points: 15 }
          - { event: Webinar Attended, points: 20 }
          - { event: Email Clicked, by: human, points: 5 }
stages:
  - { key: subscriber, name: Subscriber, owner: marketing, entry: { when: { subscribed: newsletter } } }
  - key: lead
    name: Lead
    owner: marketing
    entry: { when: { any: [ { converted: { gives: { more_than: [email] } } }, { imported: true } ] } }
  - key: marketingqualifiedlead
    name: Marketing qualified lead
    owner: marketing
    entry: { when: { any: [ { is: hand_raise }, { score: { engagement: { at_least: 60 } } } ] } }
  - { key: salesqualifiedlead, name: Sales qualified lead, owner: sales, entry: { mode: manual, by: sales } }
  - { key: opportunity, name: Opportunity, owner: sales, entry: { when: { opportunity: open } } }
  - { key: customer, name: Customer, owner: success, entry: { when: { opportunity: won } } }
  - { key: evangelist, name: Evangelist, owner: success, requires: [customer], entry: { when: { did: { any_of: [Review Left, Referral Sent], since: ever } } } }
detours:
  - { key: other, name: Other, owner: marketing, back: manual, exits: [ { to: lead, when: { is: hand_raise } } ] }
`
