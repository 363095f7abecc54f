export const b2c = `# Business to consumer: people buy for themselves, so there is no account anywhere. Made for a fitness app:
# use raises the score, then a trial, a consultation call, and it is bought, or lost. Rename the events and it fits
# courses, insurance or travel. Beforehand: put in your own time zone, countries and the names of your own events.
ripen: 1
name: B2C
timezone: UTC
teams: [marketing, advisors, members]
calendars:
  # When advisors call. Consumers are at home in the evening and on Saturdays.
  calls: { hours: { mon-fri: "10:00-20:00", sat: "10:00-16:00" } }
lists:
  not_served: [US, CA]
points:
  newsletter: { name: Newsletter, offer: top, gives: [email] }
  sign-up: { name: Sign-up in the app, offer: middle, gives: [email, name] }
  consultation: { name: Consultation call, offer: bottom, gives: [email, name, phone] }
define:
  hand_raise: { converted: { offer: bottom } }
  # A shop, a subscription or a deal in a CRM: whichever of them you have.
  bought: { any: [ { did: { any_of: [Order Completed, Subscription Started] } }, { opportunity: won } ] }
exclude:
  - { if: { traits.age: { below: 18 } }, to: disqualified, reason: under age }
  - { if: { traits.country: { in_list: not_served } }, to: disqualified, reason: not served }
scores:
  engagement:
    # Consumers cool down quickly: after ten days half of the points are gone.
    half_life: 10d
    cap: 100
    groups:
      # Using the product says more than reading about it. The limits a day make habit count, not one long evening.
      use:
        cap: 80
        rules:
          - { event: screen, points: 1, at_most: 5/day }
          - { event: Workout Completed, points: 10, at_most: 1/day }
          - { event: Goal Set, points: 10, at_most: 1/week }
          - { event: Friend Invited, points: 10, at_most: 1/day }
      reading:
        cap: 30
        match: first
        rules:
          - { event: page, where: { path: { starts: /prices } }, points: 8, at_most: 1/day }
          - { event: page, points: 1, at_most: 5/day }
          - { event: Email Clicked, by: human, points: 4, at_most: 1/day }
  fit:
    # A free mail address says nothing about a consumer, so it costs nothing here.
    rules:
      - { if: { traits.goal: { exists: true } }, points: 20 }
      - { if: { traits.age: { between: [25, 60] } }, points: 20 }
      - { if: { known: phone }, points: 10 }
      - { if: { email: disposable }, points: -30 }
  grade: { fit: { A: 40, B: 20, C: 10 }, engagement: { 1: 50, 2: 30, 3: 10 } }
stages:
  - { key: subscriber, name: Subscriber, owner: marketing, journey: awareness, entry: { when: { subscribed: newsletter } } }
  - key: lead
    name: Lead
    owner: marketing
    journey: awareness
    entry: { when: { any: [ { converted: { gives: { more_than: [email] } } }, { did: Signed Up }, { imported: true } ] } }
  # Uses it of its own accord: 30 points are three workouts within a few days, or a week of looking in.
  - key: engaged
    name: Engaged lead
    owner: marketing
    journey: consideration
    entry: { when: { score: { engagement: { at_least: 30 } } } }
  - key: trial
    name: On trial
    owner: marketing
    journey: consideration
    entry: { when: { did: Trial Started } }
    # Without a purchase at its end a trial is lost; if the app never says so, it ends by itself after a month.
    exits:
      - { to: lost, when: { did: { event: Trial Ended, since: entry } }, reason: trial ended }
      - { to: lost, after: 30d, reason: trial ended }
  - key: consultation
    name: In consultation
    owner: advisors
    journey: decision
    # Asking for a call is a raised hand; it may come before a trial, during one, or instead of one.
    entry: { when: { any: [ { is: hand_raise }, { did: { any_of: [Consultation Booked, Consultation Held] } } ] } }
    exits:
      - { to: lost, when: { did: { event: Offer Declined, since: entry } }, reason: declined }
      - { to: lost, after: 21d, reason: no decision }
  - { key: customer, name: Customer, owner: members, entry: { when: { is: bought } } }
  - { key: advocate, name: Advocate, owner: members, requires: [customer], entry: { when: { did: { any_of: [Review Left, Referral Sent], since: ever } } } }
detours:
  # Nothing for two months. Opening the app leads back, and the score begins anew.
  - key: dormant
    name: Dormant
    owner: marketing
    from: [subscriber, lead, engaged]
    entry: { when: { idle: 60d } }
    exits: [ { to: lead, when: { not: { idle: 7d } }, reason: is back } ]
  - key: lost
    name: Lost
    owner: marketing
    from: [trial, consultation]
    reasons: [declined, no decision, trial ended, price]
    entry: { when: { all: [ { opportunity: lost }, { not: { opportunity: open } }, { not: { opportunity: won } } ] } }
    # Two weeks of peace, unless the person asks for a call. What it does then is a new attempt, counted as one.
    cool_off: 14d
    new_cycle: true
    return_to: engaged
  # Cancelled. Coming back means to try, to ask or to buy again; opening the old app is not enough.
  - key: former
    name: Former customer
    owner: members
    from: [customer, advocate]
    entry: { when: { did: { event: Subscription Cancelled, since: entry } } }
    new_cycle: true
    return_to: trial
  - { key: disqualified, name: Disqualified, owner: marketing, locked: true, reasons: [under age, not served, wrong data, spam] }
handoffs:
  call: { trigger: { enters: consultation }, to: advisors, promises: { respond: 2wh } }
# A browser could claim these; they count from your servers only.
trusted_events: [Order Completed, Subscription Started, Subscription Cancelled, Consultation Held]
`
