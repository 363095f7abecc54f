export const demand = `# Demand generation with one hard proof in the middle: a lead is sales qualified when a first meeting was held
# and an opportunity was opened. No rep ticks a box for it, so the figures of two teams cannot drift apart.
# Beforehand: put in your own time zone, holidays, lists, target accounts and the names of your own events.
ripen: 1
name: Demand
timezone: UTC
teams: [marketing, development, sales, success]
calendars:
  # "3wd" below means three days on which sales is at work. Add holidays: US, DE-BE, …
  office: { hours: { mon-fri: "09:00-17:00" } }
lists:
  competitors: [rival.example]
  # The accounts that marketing and sales have agreed to win.
  targets: [dream.example]
points:
  newsletter: { name: Newsletter, offer: top, gives: [email] }
  guide: { name: Guide, offer: middle, gives: [email, name, company] }
  demo: { name: Demo request, offer: bottom, gives: [email, name, company] }
  meeting-link: { name: Meeting link of a rep, offer: bottom, gives: [email, name] }
define:
  hand_raise: { converted: { offer: bottom } }
  icp: { any: [ { account.domain: { in_list: targets } }, { account.employees: { between: [200, 10000] } } ] }
exclude:
  - { if: { account.domain: { in_list: competitors } }, to: disqualified, reason: competitor }
  - { if: { traits.title: { matches: "(?i)\\\\b(student|intern)\\\\b" } }, to: disqualified, reason: student }
scores:
  engagement:
    half_life: 30d
    cap: 100
    groups:
      website:
        cap: 40
        match: first
        rules:
          - { event: page, where: { path: { starts: /careers } }, points: 0 }
          - { event: page, where: { path: { starts: /pricing } }, points: 10, at_most: 1/day }
          - { event: page, where: { path: { starts: /customers } }, points: 4, at_most: 2/day }
          - { event: page, points: 1, at_most: 5/day }
      campaigns:
        cap: 80
        rules:
          - { event: Content Downloaded, points: 15 }
          - { event: Webinar Attended, points: 25 }
          - { event: Event Attended, points: 30 }
          - { event: Email Clicked, by: human, points: 5, at_most: 1/day }
          - { event: Email Replied, points: 20 }
  fit:
    rules:
      - { if: { is: icp }, points: 30 }
      - { if: { traits.title: { matches: "(?i)chief|head|vp|director" } }, points: 25 }
      - { if: { traits.title: { matches: "(?i)manager" } }, points: 10 }
      - { if: { email: free }, points: -20 }
  grade: { fit: { A: 50, B: 25, C: 10 }, engagement: { 1: 60, 2: 35, 3: 10 } }
stages:
  # Marketing may write to this person, no more: left an address, or came by a list.
  - key: lead
    name: Marketing lead
    owner: marketing
    journey: awareness
    entry: { when: { any: [ { converted: any }, { subscribed: newsletter }, { imported: true } ] } }
  # Took part in something, as against being on a list. Two such acts, so that one stray click is not yet engagement.
  - key: engaged
    name: Marketing engaged lead
    owner: marketing
    journey: consideration
    entry:
      when:
        any:
          - { did: { any_of: [Webinar Attended, Event Attended, Email Replied] } }
          - { did: { any_of: [Content Downloaded, Video Watched, Email Clicked], by: human, at_least: 2, within: 30d } }
  - key: mql
    name: Marketing qualified lead
    owner: marketing
    journey: consideration
    # The bar is lower for the accounts that one wants and higher for all others; a raised hand needs no bar.
    entry:
      when:
        all:
          - { not: { account.opportunity: open } }
          - any:
              - { is: hand_raise }
              - { all: [ { score: { engagement: { at_least: 35 } } }, { fit: { at_least: A } } ] }
              - { all: [ { score: { engagement: { at_least: 60 } } }, { fit: { at_least: B } } ] }
    levels: [ { key: hot, when: { is: hand_raise } }, { key: warm } ]
    exits: [ { to: nurturing, after: 3wd, if: { handoff: waiting }, reason: not worked } ]
  - key: sal
    name: Sales accepted lead
    owner: development
    journey: consideration
    # Accepted by sales development: a person answers for it from here on, so a person moves it.
    entry: { mode: manual, by: development }
    # A first meeting that has not come about within six weeks never will.
    exits: [ { to: nurturing, after: 30wd, if: { not: { did: { any_of: [Meeting Held, Meeting Booked], within: 14d } } }, reason: no meeting } ]
  - key: sql
    name: Sales qualified lead
    owner: sales
    journey: decision
    # Both halves are facts of other systems: the calendar says that they met, the CRM that sales put its name to a deal.
    # Neither alone is enough: a friendly chat is no deal, and a deal typed in without a meeting is a wish.
    entry: { when: { all: [ { did: Meeting Held }, { opportunity: open } ] } }
  - { key: customer, name: Customer, owner: success, entry: { when: { opportunity: won } } }
detours:
  - key: nurturing
    name: Nurturing
    owner: marketing
    from: [mql, sal, lost]
    cool_off: 21d
    return_to: mql
  - { key: disqualified, name: Disqualified, owner: marketing, locked: true, reasons: [competitor, student, no need, wrong company, wrong data, spam] }
  - key: lost
    name: Lost
    owner: sales
    # Also from before SQL: deals are opened without a meeting, and closed again.
    from: [mql, sal, sql]
    reasons: [price, competitor, no decision, timing]
    new_cycle: true
    entry: { when: { all: [ { opportunity: lost }, { not: { opportunity: open } }, { not: { opportunity: won } } ] } }
    exits: [ { to: nurturing, after: 90d, reason: lost a while ago } ]
  - key: former
    name: Former customer
    owner: success
    from: [customer]
    entry: { when: { opportunity: { kind: renewal, state: lost } } }
    new_cycle: true
    return_to: mql
handoffs:
  new_business:
    trigger: { enters: mql }
    to: development
    promises: { accept: 4wh, respond: 1wd, tiers: [ { if: { level: hot }, respond: 15m } ] }
    reject:
      - { reason: not ready, to: nurturing }
      - { reason: wrong company, to: disqualified }
# A browser could claim these; they count from your servers only.
trusted_events: [Meeting Held, Meeting Booked]
`
