export const marketo = `# The success path that users of Marketo know: a behaviour score and a demographic score that meet in a grid,
# sales accepts or recycles what marketing passes on, and whoever falls asleep waits beside the path.
# Beforehand: put in your own time zone, holidays, lists and the names of your own events; everything else can be tuned later.
ripen: 1
name: Marketo success path
timezone: UTC
teams: [marketing, sales, success]
calendars:
  # "5wd" below means five days on which sales is at work. Add holidays: US, DE-BE, …
  office: { hours: { mon-fri: "09:00-17:00" } }
lists:
  competitors: [rival.example]
  partners: [reseller.example]
points:
  subscription: { name: Subscription centre, offer: top, gives: [email] }
  content-form: { name: Form before a download, offer: middle, gives: [email, name, company] }
  demo: { name: Demo request, offer: bottom, gives: [email, name, company] }
  contact-sales: { name: Contact sales, offer: bottom, gives: [email, name, company] }
define:
  # Whoever asks for a person is passed on at once, whatever the scores say.
  hand_raise: { converted: { offer: bottom } }
exclude:
  - { if: { account.domain: { in_list: competitors } }, to: disqualified, reason: competitor }
  - { if: { account.domain: { in_list: partners } }, to: disqualified, reason: partner }
  - { if: { traits.title: { matches: "(?i)\\\\bstudent\\\\b" } }, to: disqualified, reason: student }
scores:
  engagement:
    name: Behaviour score
    # Interest of six weeks ago counts half. With this, no nightly campaign needs to take points away again.
    half_life: 45d
    cap: 100
    groups:
      # Looking around alone shall not qualify anybody: it ends at 40 of the 60 that an MQL needs.
      website:
        cap: 40
        match: first
        rules:
          # Looking for work is no wish to buy.
          - { event: page, where: { path: { starts: /careers } }, points: 0 }
          - { event: page, where: { path: { starts: /pricing } }, points: 10, at_most: 1/day }
          - { event: page, where: { path: { starts: /product } }, points: 5, at_most: 3/day }
          - { event: page, points: 1, at_most: 5/day }
      email:
        cap: 20
        # Opens are left out: mail programs open by themselves. Clicks of link scanners are told apart by \`by: human\`.
        rules:
          - { event: Email Clicked, by: human, points: 5, at_most: 1/day }
      programs:
        cap: 80
        rules:
          - { event: Content Downloaded, points: 15 }
          - { event: Webinar Registered, points: 5 }
          - { event: Webinar Attended, points: 25 }
          - { event: Event Attended, points: 30 }
  fit:
    name: Demographic score
    rules:
      - { if: { traits.title: { matches: "(?i)chief|head|vp|director" } }, points: 25 }
      - { if: { traits.title: { matches: "(?i)manager|lead" } }, points: 15 }
      - { if: { account.employees: { between: [50, 5000] } }, points: 25 }
      - { if: { account.employees: { below: 10 } }, points: -20 }
      - { if: { email: [free, disposable] }, points: -20 }
  # Letters are the demographic score, figures the behaviour score: A1 is the best of both.
  grade: { fit: { A: 40, B: 25, C: 10 }, engagement: { 1: 60, 2: 35, 3: 15 } }
stages:
  # A name in the database: nothing is known yet but how to reach the person.
  - { key: known, name: Known, owner: marketing, journey: awareness, entry: { when: { known: true } } }
  # Has done something: the behaviour score has moved.
  - { key: engaged, name: Engaged, owner: marketing, journey: awareness, entry: { when: { score: { engagement: { at_least: 15 } } } } }
  - key: mql
    name: Marketing qualified lead
    owner: marketing
    journey: consideration
    # Behaviour without fit is a reader, fit without behaviour is a name. Both together, or a raised hand, are a lead for sales.
    entry:
      when:
        all:
          - { not: { account.opportunity: open } }
          - any:
              - { is: hand_raise }
              - { all: [ { score: { engagement: { at_least: 60 } } }, { fit: { at_least: B } } ] }
    levels: [ { key: hot, when: { is: hand_raise } }, { key: warm } ]
    exits: [ { to: recycled, after: 5wd, if: { handoff: waiting }, reason: not worked } ]
  - key: sal
    name: Sales accepted lead
    owner: sales
    journey: consideration
    # Acceptance is a promise to work the lead, so a person makes it.
    entry: { mode: manual, by: sales }
    # Accepted and then silence on both sides: back to marketing rather than forgotten in a list.
    exits:
      - to: recycled
        after: 20wd
        if: { all: [ { idle: 28d }, { not: { did: { event: Meeting Held, within: 28d } } } ] }
        reason: no answer
  - key: sql
    name: Sales qualified lead
    owner: sales
    journey: decision
    entry: { mode: approval, by: sales, when: { all: [ { did: Meeting Held }, { checklist: discovery } ] } }
  - { key: opportunity, name: Opportunity, owner: sales, journey: decision, entry: { when: { opportunity: open } } }
  - { key: customer, name: Customer, owner: success, entry: { when: { opportunity: won } } }
detours:
  # Sales gives a lead back, and says why. Marketing nurtures it. It comes back as an MQL on what it does from then on;
  # the old points do not count again, and a month of rest is kept unless it raises a hand.
  - key: recycled
    name: Recycled
    owner: marketing
    from: [mql, sal, sql, lost]
    reasons: [not ready, no budget, wrong timing, no answer, not worked]
    cool_off: 30d
    return_to: mql
  # Half a year of nothing. The first sign of life leads back; points are then gathered anew.
  - key: inactive
    name: Inactive
    owner: marketing
    from: [known, engaged]
    entry: { when: { idle: 180d } }
    exits: [ { to: known, when: { not: { idle: 7d } }, reason: is back } ]
  - { key: disqualified, name: Disqualified, owner: marketing, locked: true, reasons: [competitor, partner, student, not a buyer, wrong data, spam] }
  - key: lost
    name: Lost
    owner: sales
    from: [mql, sal, sql, opportunity]
    reasons: [price, competitor, no decision, timing]
    new_cycle: true
    entry: { when: { all: [ { opportunity: lost }, { not: { opportunity: open } }, { not: { opportunity: won } } ] } }
    exits: [ { to: recycled, after: 90d, if: { reason: [timing, no decision] }, reason: wrong timing } ]
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
    to: sales
    promises: { accept: 1wd, respond: 1wd, tiers: [ { if: { level: hot }, respond: 1h } ] }
    reject:
      - { reason: not ready, to: recycled }
      - { reason: competitor, to: disqualified }
checklists:
  discovery: { preset: bant }
trusted_events: [Meeting Held]
`
