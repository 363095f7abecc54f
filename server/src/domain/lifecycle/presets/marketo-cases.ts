export const marketoCases = `lifecycle: preset:marketo
cases:
  - name: A name in the database is known and nothing more
    events:
      - { at: 2026-01-05, imported: { title: Head of Data } }
    expect: { at: 2026-02-01, stage: known, because: known, grade: B4, path: [known] }

  - name: Reading makes an engaged lead, but looking around alone never a qualified one
    events:
      - { at: 2026-01-05 09:00, traits: { title: Chief Buyer } }
      - { at: 2026-01-05 10:00, did: Content Downloaded }
      - { at: 2026-01-06 10:00, page: /pricing }
      - { at: 2026-01-07 10:00, page: /pricing }
      - { at: 2026-01-08 10:00, page: /pricing }
      - { at: 2026-01-09 10:00, page: /pricing }
      - { at: 2026-01-10 10:00, page: /pricing }
    expect: { stage: engaged, path: [known, engaged], grade: B2, not: mql }

  - name: Someone who looks for work earns nothing
    events:
      - { at: 2026-01-05, page: /careers/engineer }
      - { at: 2026-01-06, page: /careers }
    expect: { stage: known, scores: { engagement: 0 } }

  - name: Behaviour and demographics together make a qualified lead
    events:
      - { at: 2026-01-05, traits: { title: Head of Data } }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Event Attended }
      - { at: 2026-01-07 12:00, page: /pricing }
    expect: { stage: mql, level: warm, grade: B1, because: [score, fit], path: [known, engaged, mql] }

  - name: The same behaviour without demographics is an engaged lead
    events:
      - { at: 2026-01-05, traits: { title: Librarian } }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Event Attended }
      - { at: 2026-01-07 12:00, page: /pricing }
    expect: { stage: engaged, grade: D1, not: mql }

  - name: A raised hand needs no score
    events:
      - { at: 2026-01-05, converted: demo }
    expect: { stage: mql, level: hot, because: hand_raise, path: [mql] }

  - name: Sales accepts, meets and qualifies, and the deal is won
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: anna }
      - { at: 2026-01-08, communicated: Meeting Held }
      - { at: 2026-01-08, answered: discovery, values: { budget: 10k, authority: Kim, need: reports, timeline: May } }
      - { at: 2026-01-09, moved: sql, by: anna }
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-03-02, opportunity: first, state: won }
    expect:
      - { at: 2026-01-08, stage: sal, proposed: sql }
      - { stage: customer, path: [mql, sal, sql, opportunity, customer], because: opportunity }

  - name: Nobody qualifies a lead without having met it
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: anna }
      - { at: 2026-01-07, moved: sql, by: anna, refused: criteria }
    expect: { stage: sal }

  - name: Giving a lead back needs a reason
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: recycled, by: anna, refused: reason_needed }
      - { at: 2026-01-06 01:00, moved: recycled, by: anna, reason: not ready }
    expect: { stage: recycled, reason: not ready, because: person }

  - name: A recycled lead rests for a month and comes back on new behaviour, not on the old points
    events:
      - { at: 2026-01-05, traits: { title: Head of Data } }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Event Attended }
      - { at: 2026-01-08, did: Content Downloaded }
      - { at: 2026-01-12, moved: recycled, by: anna, reason: wrong timing }
      - { at: 2026-01-13, page: /pricing }
      - { at: 2026-01-20, did: Webinar Attended }
      - { at: 2026-01-21, did: Event Attended }
      - { at: 2026-01-22, did: Content Downloaded }
      - { at: 2026-02-12, page: /pricing }
    expect:
      - { at: 2026-01-19, stage: recycled }
      - { at: 2026-02-10, stage: recycled }
      - { stage: mql, path: [known, engaged, mql, recycled, mql], level: warm }

  - name: A raised hand breaks the rest of a recycled lead
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: recycled, by: anna, reason: no answer }
      - { at: 2026-01-09, converted: contact-sales }
    expect: { stage: mql, level: hot, path: [mql, recycled, mql] }

  - name: A qualified lead that nobody takes is recycled after five working days
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-07 10:00, handoff: new_business, state: started }
    expect:
      - { at: 2026-01-14 09:59, stage: mql }
      - { at: 2026-01-14 10:00, stage: recycled, reason: not worked, because: exit }

  - name: An accepted lead with whom nobody speaks is recycled
    events:
      - { at: 2026-01-05 10:00, converted: demo }
      - { at: 2026-01-06 10:00, moved: sal, by: anna }
    expect:
      - { at: 2026-02-02, stage: sal }
      - { at: 2026-02-10, stage: recycled, reason: no answer }

  - name: An accepted lead that was met lately stays accepted
    events:
      - { at: 2026-01-05 10:00, converted: demo }
      - { at: 2026-01-06 10:00, moved: sal, by: anna }
      - { at: 2026-01-30 10:00, communicated: Meeting Held }
    expect: { at: 2026-02-20, stage: sal }

  - name: Half a year of nothing makes inactive, and a visit leads back
    events:
      - { at: 2026-01-05 10:00, did: Content Downloaded }
      - { at: 2026-09-01 10:00, page: /product/reports }
    expect:
      - { at: 2026-08-01, stage: inactive, because: idle }
      - { stage: known, reason: is back, path: [engaged, inactive, known] }

  - name: Competitors, partners and students never count
    events:
      - { at: 2026-01-05, account: { domain: reseller.example } }
      - { at: 2026-01-05 09:00, converted: demo }
    expect: { stage: disqualified, reason: partner, not: mql }

  - name: A student is found out later and stays out
    events:
      - { at: 2026-01-05, converted: content-form, gave: [email, name, company] }
      - { at: 2026-01-06, traits: { title: Student } }
      - { at: 2026-01-07, converted: demo }
    expect: { stage: disqualified, reason: student, path: [known, disqualified] }

  - name: A deal that was lost for its timing is recycled after three months
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost, reason: timing }
    expect:
      - { at: 2026-05-02, stage: lost, reason: timing }
      - { at: 2026-05-04, stage: recycled, because: exit }

  - name: After a lost deal a raised hand begins a new pass
    events:
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost, reason: price }
      - { at: 2026-06-01, converted: demo }
    expect: { stage: mql, cycle: 2, path: [opportunity, lost, mql] }

  - name: A lost renewal makes a former customer, who can be won again
    events:
      - { at: 2025-01-12, opportunity: first, state: won }
      - { at: 2026-02-02, opportunity: renewal-26, kind: renewal, state: lost }
      - { at: 2026-09-01, converted: demo }
    expect:
      - { at: 2026-02-03, stage: former }
      - { stage: mql, cycle: 2, path: [customer, former, mql] }

  - name: What sales opens itself is an opportunity without a qualified lead
    events:
      - { at: 2026-01-05, imported: { title: Buyer }, stamp: { origin: outbound } }
      - { at: 2026-01-19, opportunity: cold, state: open }
    expect:
      stage: opportunity
      path: [known, opportunity]
      entered: [known, opportunity]
      reached: [known, engaged, mql, sal, sql, opportunity]
`
