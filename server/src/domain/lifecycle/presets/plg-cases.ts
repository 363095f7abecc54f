export const plgCases = `lifecycle: preset:plg
cases:
  - name: A free user is no customer
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-05, did: Subscription Started, with: { plan: free } }
    expect: { at: 2026-01-20, stage: free_user, not: customer, path: [free_user] }

  - name: A subscription that names no plan proves nothing
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Subscription Started }
    expect: { stage: free_user, not: customer }

  - name: Whoever pays is a customer, without ever speaking to sales
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Plan Changed, with: { plan: team } }
    expect: { stage: customer, because: pays, path: [free_user, customer] }

  - name: A reader of the site is a lead, a sign-up makes a user
    events:
      - { at: 2026-01-05, converted: guide }
      - { at: 2026-01-09, did: Signed Up }
    expect:
      - { at: 2026-01-08, stage: lead }
      - { stage: free_user, path: [lead, free_user] }

  - name: The first report is curiosity, one on another day is use
    events:
      - { at: 2026-01-05 09:00, did: Signed Up }
      - { at: 2026-01-05 09:10, did: Report Created }
      - { at: 2026-01-05 09:20, did: Report Created }
      - { at: 2026-01-06 09:00, did: Report Created }
    expect:
      - { at: 2026-01-05 10:00, stage: free_user }
      - { stage: activated, because: did, path: [free_user, activated] }

  - name: Three reports within seven days of the trial make a product qualified lead
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Trial Started }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-12, did: Report Created }
    expect: { stage: pql, level: warm, because: did, since: 2026-01-12, not: customer }

  - name: The third report on the ninth day comes too late for that
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Trial Started }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-15, did: Report Created }
    expect: { stage: activated, not: pql }

  - name: Three people of a workspace who made a report within seven days of the trial make all of it product qualified
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-05, account: { name: Acme } }
      - { at: 2026-01-06, colleague: Bea, did: Trial Started }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-08, colleague: Bea, did: Report Created }
      - { at: 2026-01-12, colleague: Cy, did: Report Created }
    expect:
      - { at: 2026-01-11, stage: free_user }
      - { stage: pql, level: warm, because: account.did, since: 2026-01-12, not: customer }

  - name: The third of them on the ninth day comes too late for that
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, colleague: Bea, did: Trial Started }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-08, colleague: Bea, did: Report Created }
      - { at: 2026-01-15, colleague: Cy, did: Report Created }
    expect: { stage: free_user, not: pql }

  - name: Running into the limits of the free plan twice qualifies
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Limit Reached }
      - { at: 2026-01-12, did: Limit Reached }
    expect: { stage: pql, because: did }

  - name: Much use qualifies only somebody who fits
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06 09:00, did: Report Created }
      - { at: 2026-01-06 09:30, did: Report Shared }
      - { at: 2026-01-06 09:40, did: Invite Sent }
      - { at: 2026-01-06 09:50, did: Invite Sent }
      - { at: 2026-01-07 09:00, did: Report Created }
      - { at: 2026-01-07 09:30, did: Report Shared }
      - { at: 2026-01-07 10:00, did: Upgrade Viewed }
      - { at: 2026-01-08, traits: { role: Team admin } }
      - { at: 2026-01-08, account: { employees: 120 } }
    expect:
      - { at: 2026-01-07 12:00, stage: activated, grade: D1 }
      - { stage: pql, grade: A1, because: [score, fit] }

  - name: Signing in every day alone qualifies nobody
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-05, traits: { role: owner } }
      - { at: 2026-01-06, did: Signed In }
      - { at: 2026-01-07, did: Signed In }
      - { at: 2026-01-08, did: Signed In }
      - { at: 2026-01-09, did: Signed In }
    expect: { stage: free_user, not: pql }

  - name: A raised hand is hot, and sales wins the deal
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, converted: contact-sales }
      - { at: 2026-01-08, opportunity: first, state: open }
      - { at: 2026-02-08, opportunity: first, state: won }
    expect:
      - { at: 2026-01-07, stage: pql, level: hot, because: hand_raise }
      - { stage: customer, path: [free_user, pql, opportunity, customer] }

  - name: Nobody is a champion before paying
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Referral Sent }
      - { at: 2026-01-20, did: Plan Changed, with: { plan: team } }
    expect:
      - { at: 2026-01-19, stage: free_user, not: champion }
      - { at: 2026-01-21, stage: champion, path: [free_user, customer, champion] }

  - name: Who stops using it is dormant after a month and a user again at the next sign-in
    events:
      - { at: 2026-01-05 09:00, did: Signed Up }
      - { at: 2026-01-06 09:00, did: Limit Reached }
      - { at: 2026-01-07 09:00, did: Limit Reached }
      - { at: 2026-04-01 09:00, did: Signed In }
      - { at: 2026-04-02 09:00, did: Limit Reached }
      - { at: 2026-04-03 09:00, did: Limit Reached }
    expect:
      - { at: 2026-02-06 08:59, stage: pql }
      - { at: 2026-02-06 09:00, stage: dormant, because: idle }
      - { at: 2026-04-02 10:00, stage: free_user, reason: is back }
      - { stage: pql, path: [free_user, pql, dormant, free_user, pql] }

  - name: A lost deal leaves a user in peace for a month, then use may qualify again
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-08, opportunity: first, state: open }
      - { at: 2026-02-08, opportunity: first, state: lost, reason: Missing feature }
      - { at: 2026-02-10, did: Limit Reached }
      - { at: 2026-03-12, did: Limit Reached }
      - { at: 2026-03-13, did: Limit Reached }
    expect:
      - { at: 2026-03-12, stage: lost, reason: missing feature }
      - { stage: pql, cycle: 2, path: [free_user, opportunity, lost, pql] }

  - name: A customer who cancels is a former customer
    events:
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, did: Trial Started }
      - { at: 2026-01-07, did: Report Created }
      - { at: 2026-01-08, did: Report Created }
      - { at: 2026-01-09, did: Report Created }
      - { at: 2026-01-20, did: Subscription Started, with: { plan: team } }
      - { at: 2026-09-20, did: Subscription Cancelled }
      - { at: 2026-09-21, did: Report Created }
    expect:
      - { at: 2026-01-19, stage: pql }
      - { at: 2026-02-01, stage: customer }
      - { stage: former, path: [free_user, activated, pql, customer, former] }

  - name: Going back to the free plan is cancelling
    events:
      - { at: 2026-01-05, did: Plan Changed, with: { plan: free } }
      - { at: 2026-01-06, did: Plan Changed, with: { plan: team } }
      - { at: 2026-06-06, did: Plan Changed, with: { plan: free } }
      - { at: 2026-08-06, did: Plan Changed, with: { plan: team } }
    expect:
      - { at: 2026-06-05, stage: customer }
      - { at: 2026-08-05, stage: former, cycle: 1 }
      - { stage: customer, cycle: 2, path: [customer, former, customer] }

  - name: Throw-away addresses and competitors stay out
    events:
      - { at: 2026-01-05, traits: { email: x@bin.example }, stamp: { email_kind: disposable } }
      - { at: 2026-01-05, did: Signed Up }
      - { at: 2026-01-06, converted: contact-sales }
    expect: { stage: disqualified, reason: throw-away address, not: pql }

  - name: A competitor who tries the product is no lead
    events:
      - { at: 2026-01-05, account: { domain: rival.example } }
      - { at: 2026-01-05, did: Signed Up }
    expect: { stage: disqualified, reason: competitor }
`
