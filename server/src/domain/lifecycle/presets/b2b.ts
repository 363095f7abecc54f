export const b2b = `# Business to business: accounts with several people, a sales team that accepts and qualifies.
ripen: 1
name: B2B
timezone: Europe/Berlin
teams: [marketing, sales, success]
calendars:
  office: { timezone: Europe/Berlin, hours: { mon-thu: "09:00-12:30, 13:30-18:00", fri: "09:00-16:00" }, holidays: DE-BE }
lists:
  competitors: [rival.example]
points:
  newsletter: { name: Newsletter pop-up, offer: top, gives: [email] }
  demo: { name: Demo request, offer: bottom, gives: [email, name, company] }
  contact-sales: { name: Contact sales, offer: bottom, gives: [email, name, company] }
define:
  hand_raise: { converted: { offer: bottom } }
  icp: { account.employees: { at_least: 50 } }
exclude:
  - { if: { account.domain: { in_list: competitors } }, to: disqualified, reason: competitor }
  - { if: { traits.title: { matches: "(?i)\\\\bstudent\\\\b" } }, to: disqualified, reason: student }
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
  fit:
    rules:
      - { if: { is: icp }, points: 30 }
      - { if: { traits.title: { matches: "(?i)chief|head|vp" } }, points: 25 }
      - { if: { email: free }, points: -20 }
  grade: { fit: { A: 50, B: 25, C: 10 }, engagement: { 1: 60, 2: 35, 3: 10 } }
# From here on people count as engaged for their account; a role is told by the title, or given by hand.
engaged: engaged
roles:
  decision_maker: { name: Decision maker, if: { traits.title: { matches: "(?i)chief|ceo|cto|cio|vp|founder|owner" } } }
  economic_buyer: { name: Economic buyer, if: { traits.title: { matches: "(?i)cfo|finance|procurement|purchasing" } } }
  champion: { name: Champion }
  user: { name: User }
stages:
  - { key: subscriber, name: Subscriber, owner: marketing, journey: awareness, entry: { when: { subscribed: newsletter } } }
  - key: lead
    name: Lead
    owner: marketing
    journey: awareness
    entry: { when: { any: [ { converted: { gives: { more_than: [email] } } }, { imported: true } ] } }
  - key: engaged
    name: Marketing engaged lead
    owner: marketing
    journey: consideration
    entry: { when: { did: { any_of: [Content Downloaded, Webinar Attended, Video Watched] } } }
  - key: mql
    name: Marketing qualified lead
    owner: marketing
    journey: consideration
    entry:
      when:
        all:
          - { not: { account.opportunity: open } }
          - any:
              - { is: hand_raise }
              - { all: [ { score: { engagement: { at_least: 60 } } }, { fit: { at_least: B } } ] }
    levels: [ { key: hot, when: { is: hand_raise } }, { key: warm } ]
    exits: [ { to: nurturing, after: 5wd, if: { handoff: waiting }, reason: not worked } ]
    volume: { per_month: 1000 }
  - { key: sal, name: Sales accepted lead, owner: sales, journey: decision, entry: { mode: manual, by: sales } }
  - key: sql
    name: Sales qualified lead
    owner: sales
    journey: decision
    entry: { mode: approval, by: sales, when: { all: [ { did: Meeting Held }, { checklist: discovery } ] } }
  - { key: opportunity, name: Opportunity, owner: sales, journey: decision, entry: { when: { opportunity: open } } }
  - { key: customer, name: Customer, owner: success, entry: { when: { opportunity: won } } }
  - { key: evangelist, name: Evangelist, owner: success, requires: [customer], entry: { when: { did: { any_of: [Review Left, Referral Sent], since: ever } } } }
detours:
  - { key: nurturing, name: Nurturing, owner: marketing, from: [mql, sal, sql, lost], cool_off: 30d, return_to: mql }
  - { key: disqualified, name: Disqualified, owner: marketing, locked: true, reasons: [no budget, no authority, no need, wrong timing, competitor, student, spam] }
  - key: lost
    name: Lost
    owner: sales
    from: [sql, opportunity]
    reasons: [price, competitor, no decision, timing]
    new_cycle: true
    entry: { when: { all: [ { opportunity: lost }, { not: { opportunity: open } }, { not: { opportunity: won } } ] } }
    exits: [ { to: nurturing, after: 180d, if: { reason: timing } } ]
  - key: former
    name: Former customer
    owner: success
    from: [customer, evangelist]
    entry: { when: { opportunity: { kind: renewal, state: lost } } }
handoffs:
  open_deal:
    { trigger: { is: hand_raise }, when: { account.opportunity: open }, to: opportunity_owner, promises: { respond: 4wh }, counts: false }
  expansion:
    { trigger: { is: hand_raise }, when: { stage: [customer, evangelist] }, to: account_owner, promises: { respond: 1wd }, counts: false }
  new_business:
    trigger: { any: [ { enters: mql }, { is: hand_raise } ] }
    unless: { account.opportunity: open }
    to: sales
    route: { by: territory, then: round_robin }
    promises: { accept: 4wh, respond: 1wd, tiers: [ { if: { level: hot }, respond: 1h } ] }
checklists:
  discovery: { preset: bant }
trusted_events: [Meeting Held]
`
