export const b2cCases = `lifecycle: preset:b2c
cases:
  - name: The whole story, bought after a consultation, without an account anywhere
    events:
      - { at: 2026-01-05 18:00, converted: sign-up, gave: [email, name] }
      - { at: 2026-01-05 18:05, traits: { age: 34, goal: marathon, country: DE } }
      - { at: 2026-01-05 18:30, did: Goal Set }
      - { at: 2026-01-06 07:00, did: Workout Completed }
      - { at: 2026-01-07 07:00, did: Workout Completed }
      - { at: 2026-01-09 07:00, did: Workout Completed }
      - { at: 2026-01-12 20:00, did: Trial Started }
      - { at: 2026-01-19 20:00, converted: consultation, gave: [email, name, phone] }
      - { at: 2026-01-21 17:00, communicated: Consultation Held }
      - { at: 2026-01-22 09:00, did: Subscription Started }
      - { at: 2026-02-20 09:00, did: Referral Sent }
    expect:
      - { at: 2026-01-05 19:00, stage: lead, scores: { engagement: 9 }, grade: A4 }
      - { at: 2026-01-09 07:00, stage: engaged, because: score, grade: A2 }
      - { at: 2026-01-12 20:00, stage: trial, because: did }
      - { at: 2026-01-19 20:00, stage: consultation, because: hand_raise }
      - { at: 2026-01-22 09:00, stage: customer, because: bought }
      - stage: advocate
        path: [lead, engaged, trial, consultation, customer, advocate]
        entered: [lead, engaged, trial, consultation, customer, advocate]
        reached: [subscriber, lead, engaged, trial, consultation, customer, advocate]

  - name: The whole story, lost after a consultation
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-08, did: Trial Started }
      - { at: 2026-01-12, did: Consultation Booked }
      - { at: 2026-01-14, communicated: Consultation Held }
      - { at: 2026-01-15, did: Offer Declined }
    expect: { stage: lost, reason: declined, because: [exit, did], path: [lead, trial, consultation, lost] }

  - name: A newsletter makes a subscriber, a sign-up a lead
    events:
      - { at: 2026-01-05, converted: newsletter, gave: [email] }
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-09, did: Signed Up }
    expect:
      - { at: 2026-01-08, stage: subscriber, not: lead }
      - { stage: lead, path: [subscriber, lead] }

  - name: Visitors of the shop have no stage
    anonymous: true
    events:
      - { at: 2026-01-05, page: /prices }
      - { at: 2026-01-06, page: /prices }
    expect: { at: 2026-02-01, stage: none }

  - name: One long evening is no habit
    events:
      - { at: 2026-01-05 18:00, did: Signed Up }
      - { at: 2026-01-05 18:10, did: Workout Completed }
      - { at: 2026-01-05 19:10, did: Workout Completed }
      - { at: 2026-01-05 20:10, did: Workout Completed }
      - { at: 2026-01-05 21:10, did: Workout Completed }
    expect: { stage: lead, scores: { engagement: 9 } }

  - name: A free mail address costs a consumer nothing
    events:
      - { at: 2026-01-05, traits: { email: kim@mail.example, goal: strength, age: 30 }, stamp: { email_kind: free } }
      - { at: 2026-01-05, did: Signed Up }
    expect: { stage: lead, grade: A4, scores: { fit: 40 } }

  - name: Interest cools down in ten days
    events:
      - { at: 2026-01-05 07:00, did: Goal Set }
      - { at: 2026-01-05 08:00, did: Workout Completed }
    expect:
      - { at: 2026-01-05 08:00, scores: { engagement: 19 } }
      - { at: 2026-01-15 08:00, scores: { engagement: 9 } }

  - name: A trial that ends without a purchase is lost
    events:
      - { at: 2026-01-05, did: Trial Started }
      - { at: 2026-01-19, did: Trial Ended }
    expect: { stage: lost, reason: trial ended, since: 2026-01-19, because: exit }

  - name: A trial of which nobody says that it ended, ends after a month
    events:
      - { at: 2026-01-05, did: Trial Started }
    expect:
      - { at: 2026-02-03 23:59, stage: trial }
      - { at: 2026-02-04, stage: lost, reason: trial ended }

  - name: Who bought during the trial stays a customer when it ends
    events:
      - { at: 2026-01-05, did: Trial Started }
      - { at: 2026-01-10, did: Order Completed, with: { total: 99 } }
      - { at: 2026-01-19, did: Trial Ended }
    expect: { at: 2026-03-01, stage: customer, path: [trial, customer] }

  - name: A consultation without a decision is lost after three weeks, unless a deal is open
    events:
      - { at: 2026-01-05, converted: consultation }
    expect:
      - { at: 2026-01-25, stage: consultation }
      - { at: 2026-01-27, stage: lost, reason: no decision }

  - name: An open deal keeps the consultation open
    events:
      - { at: 2026-01-05, converted: consultation }
      - { at: 2026-01-10, opportunity: coaching, state: open }
      - { at: 2026-03-10, opportunity: coaching, state: lost, reason: price }
    expect:
      - { at: 2026-03-09, stage: consultation }
      - { stage: lost, reason: price, because: opportunity }

  - name: Who was lost is left in peace for two weeks, and comes back as a new attempt
    events:
      - { at: 2026-01-05, did: Trial Started }
      - { at: 2026-01-19, did: Trial Ended }
      - { at: 2026-01-20, did: Trial Started }
    expect:
      - { at: 2026-02-01 23:59, stage: lost }
      - { at: 2026-02-02, stage: trial, cycle: 2, path: [trial, lost, trial] }

  - name: Asking for a call breaks the peace
    events:
      - { at: 2026-01-05, did: Trial Started }
      - { at: 2026-01-19, did: Trial Ended }
      - { at: 2026-01-21, converted: consultation }
    expect: { stage: consultation, cycle: 2 }

  - name: Two months of nothing make dormant, and opening the app leads back
    events:
      - { at: 2026-01-05 07:00, did: Signed Up }
      - { at: 2026-01-05 08:00, did: Workout Completed }
      - { at: 2026-01-06 08:00, did: Workout Completed }
      - { at: 2026-01-07 08:00, did: Workout Completed }
      - { at: 2026-01-07 09:00, did: Goal Set }
      - { at: 2026-05-01 08:00, screen: Home }
    expect:
      - { at: 2026-01-07 10:00, stage: engaged }
      - { at: 2026-03-08 08:59, stage: engaged }
      - { at: 2026-03-08 09:00, stage: dormant, because: idle }
      - { stage: lead, reason: is back, path: [lead, engaged, dormant, lead] }

  - name: A cancelled subscription makes a former customer, whom opening the app does not bring back
    events:
      - { at: 2026-01-05, did: Subscription Started }
      - { at: 2026-06-05, did: Subscription Cancelled }
      - { at: 2026-06-06, screen: Home }
      - { at: 2026-06-07, did: Workout Completed }
      - { at: 2026-06-08, did: Workout Completed }
      - { at: 2026-06-09, did: Workout Completed }
      - { at: 2026-06-10, did: Workout Completed }
      - { at: 2026-09-01, did: Subscription Started }
    expect:
      - { at: 2026-08-31, stage: former }
      - { stage: customer, cycle: 2, path: [customer, former, customer] }

  - name: A trial subscription that was cancelled before does not end the real one
    events:
      - { at: 2026-01-05, did: Trial Started }
      - { at: 2026-01-06, did: Subscription Cancelled }
      - { at: 2026-01-09, did: Subscription Started }
    expect: { at: 2026-02-01, stage: customer }

  - name: Who is under age or not served is not advertised to
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, traits: { age: 16 } }
      - { at: 2026-01-07, did: Trial Started }
    expect: { stage: disqualified, reason: under age, path: [lead, disqualified] }

  - name: A country that is not served
    events:
      - { at: 2026-01-05, traits: { country: US } }
      - { at: 2026-01-06, converted: consultation }
    expect: { stage: disqualified, reason: not served, not: consultation }

  - name: Nobody is an advocate before having bought
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Referral Sent }
    expect: { at: 2026-02-01, stage: lead, not: advocate }
`
