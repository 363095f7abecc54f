export const demandCases = `lifecycle: preset:demand
cases:
  - name: An address or a row of a list is a marketing lead
    events:
      - { at: 2026-01-05, imported: { title: Buyer } }
      - { at: 2026-01-06, subscribed: newsletter }
    expect: { at: 2026-02-01, stage: lead, because: imported, path: [lead] }

  - name: One download is not yet engagement, two within a month are
    events:
      - { at: 2026-01-05, converted: guide }
      - { at: 2026-01-06, did: Content Downloaded }
      - { at: 2026-01-20, did: Content Downloaded }
    expect:
      - { at: 2026-01-19, stage: lead }
      - { stage: engaged, because: did, path: [lead, engaged] }

  - name: Two downloads with a quarter between them are two single ones
    events:
      - { at: 2026-01-05, did: Content Downloaded }
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-04-20, did: Content Downloaded }
    expect: { stage: lead, not: engaged }

  - name: Clicks of a link scanner engage nobody
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-06, did: Email Clicked, machine: true }
      - { at: 2026-01-06, did: Email Clicked, machine: true }
    expect: { stage: lead, scores: { engagement: 0 } }

  - name: Of a target account less engagement is enough
    events:
      - { at: 2026-01-05, account: { domain: dream.example } }
      - { at: 2026-01-05, traits: { title: Head of Data } }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Content Downloaded }
    expect: { stage: mql, level: warm, grade: A2, because: [score, fit] }

  - name: Of any other account it is not
    events:
      - { at: 2026-01-05, traits: { title: Head of Data } }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Content Downloaded }
    expect: { stage: engaged, grade: B2, not: mql }

  - name: A raised hand is a hot qualified lead
    events:
      - { at: 2026-01-05, converted: demo }
    expect: { stage: mql, level: hot, because: hand_raise, path: [mql] }

  - name: A first meeting without a deal is not sales qualified
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: sam }
      - { at: 2026-01-09, communicated: Meeting Held }
    expect: { stage: sal, not: sql }

  - name: A deal without a meeting is not sales qualified
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: sam }
      - { at: 2026-01-09, opportunity: first, state: open }
    expect: { stage: sal, not: sql }

  - name: A first meeting held and an opportunity opened make it sales qualified
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: sam }
      - { at: 2026-01-09, communicated: Meeting Held }
      - { at: 2026-01-14, opportunity: first, state: open }
      - { at: 2026-03-02, opportunity: first, state: won }
    expect:
      - { at: 2026-01-14, stage: sql, since: 2026-01-14, because: [did, opportunity] }
      - { stage: customer, path: [mql, sal, sql, customer] }

  - name: In which order the two come does not matter
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-09, opportunity: first, state: open }
      - { at: 2026-01-14, communicated: Meeting Held }
    expect: { stage: sql, since: 2026-01-14, path: [mql, sql] }

  - name: A qualified lead that nobody takes for three working days is nurtured
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-07 10:00, handoff: new_business, state: started }
    expect:
      - { at: 2026-01-12 09:59, stage: mql }
      - { at: 2026-01-12 10:00, stage: nurturing, reason: not worked, because: exit }

  - name: An accepted lead that is never met is nurtured
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-08 10:00, moved: sal, by: sam }
    expect:
      - { at: 2026-02-18, stage: sal }
      - { at: 2026-02-20, stage: nurturing, reason: no meeting }

  - name: Nurturing is left by what is done after it began
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-08 10:00, moved: nurturing, by: sam }
      - { at: 2026-01-09, account: { employees: 900 } }
      - { at: 2026-01-09, traits: { title: VP Data } }
      - { at: 2026-02-20, did: Webinar Attended }
      - { at: 2026-02-21, did: Content Downloaded }
    expect:
      - { at: 2026-02-19, stage: nurturing, grade: A4 }
      - { stage: mql, path: [mql, nurturing, mql], level: warm }

  - name: A deal is lost while another is open, and then that one too
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-09, communicated: Meeting Held }
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-01-13, opportunity: second, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost }
      - { at: 2026-02-09, opportunity: second, state: lost, reason: price }
    expect:
      - { at: 2026-02-08, stage: sql }
      - { at: 2026-02-10, stage: lost, reason: price, because: opportunity }
      - { at: 2026-05-20, stage: nurturing, path: [mql, sql, lost, nurturing] }

  - name: A new deal after a lost one is a new pass, and needs a meeting of its own
    events:
      - { at: 2026-01-09, communicated: Meeting Held }
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost, reason: price }
      - { at: 2026-03-02, opportunity: second, state: open }
      - { at: 2026-03-04, communicated: Meeting Held }
    expect:
      - { at: 2026-03-03, stage: lost }
      - { stage: sql, cycle: 2, path: [sql, lost, sql] }

  - name: An intern is no demand
    events:
      - { at: 2026-01-05, traits: { title: Marketing Intern } }
      - { at: 2026-01-06, converted: demo }
    expect: { stage: disqualified, reason: student, not: mql }

  - name: A competitor who asks for a demo is excluded
    events:
      - { at: 2026-01-05, account: { domain: rival.example } }
      - { at: 2026-01-05 09:00, converted: demo }
    expect: { stage: disqualified, reason: competitor, not: mql }

  - name: A lost renewal makes a former customer
    events:
      - { at: 2025-01-12, opportunity: first, state: won }
      - { at: 2026-02-02, opportunity: renewal-26, kind: renewal, state: lost }
    expect: { stage: former, path: [customer, former] }

  - name: Bringing the CRM's stages along gives the funnel that was
    events:
      - { at: 2025-03-03, asserted: mql, by: import }
      - { at: 2025-03-20, asserted: sql, by: import }
      - { at: 2026-01-05, asserted: customer, by: import, undated: true }
    expect:
      stage: customer
      entered: { mql: 2025-03, sql: 2025-03 }
      reached: { lead: 2025-03, engaged: 2025-03, mql: 2025-03, sal: 2025-03, sql: 2025-03, customer: 2026-01 }
`
