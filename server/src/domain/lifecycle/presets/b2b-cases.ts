export const b2bCases = `lifecycle: preset:b2b
cases:
  - name: A newsletter pop-up makes a subscriber, not a lead
    events:
      - { at: 2026-01-05 10:00, converted: newsletter, gave: [email] }
      - { at: 2026-01-05 10:00, subscribed: newsletter }
    expect: { at: 2026-01-06, stage: subscriber, not: lead, path: [subscriber], because: subscribed }

  - name: A visitor who plays a video has no stage until somebody knows who it is
    anonymous: true
    events:
      - { at: 2026-01-05 10:00, did: Video Watched }
      - { at: 2026-01-07 09:30, traits: { email: kim@example.com } }
    expect:
      - { at: 2026-01-06, stage: none }
      - { stage: engaged, since: 2026-01-07 09:30, because: did }

  - name: A subscriber who sends a referral but never bought is no evangelist
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-09, did: Referral Sent }
    expect: { at: 2026-02-01, stage: subscriber, not: evangelist }

  - name: A customer who sends a referral becomes an evangelist
    events:
      - { at: 2026-01-05, did: Referral Sent }
      - { at: 2026-01-09, opportunity: first, state: open }
      - { at: 2026-01-20, opportunity: first, state: won }
    expect: { at: 2026-02-01, stage: evangelist, path: [opportunity, customer, evangelist] }

  - name: A student is disqualified and stays out when looking at a page
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-06, traits: { title: Student of Economics } }
      - { at: 2026-01-07, page: /pricing }
      - { at: 2026-01-08, converted: demo }
    expect:
      - { at: 2026-01-06, stage: disqualified, reason: student, because: traits.title }
      - { at: 2026-02-01, stage: disqualified, path: [subscriber, disqualified] }

  - name: A competitor who asks for a demo is excluded
    events:
      - { at: 2026-01-05, account: { domain: rival.example } }
      - { at: 2026-01-05 09:00, converted: demo }
    expect: { at: 2026-01-06, stage: disqualified, reason: competitor, not: mql, because: account.domain, entered: [], reached: [] }

  - name: A demo request makes a hot qualified lead at once
    events:
      - { at: 2026-01-05 09:00, converted: demo }
    expect: { stage: mql, level: hot, because: hand_raise, path: [mql] }

  - name: Engagement qualifies only together with fit
    events:
      - { at: 2026-01-05, did: Webinar Attended }
      - { at: 2026-01-06, did: Webinar Attended }
      - { at: 2026-01-07, did: Webinar Attended }
      - { at: 2026-01-07, page: /pricing }
      - { at: 2026-01-08, traits: { title: Head of Data } }
    expect:
      - { at: 2026-01-07, stage: engaged, grade: D1 }
      - { stage: mql, level: warm, grade: B1, because: [fit, score] }

  - name: A qualified lead that nobody works goes to nurturing after five working days
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-07 10:00, handoff: new_business, state: started }
    expect:
      - { at: 2026-01-14 09:59, stage: mql }
      - { at: 2026-01-14 10:00, stage: nurturing, reason: not worked, because: exit, since: 2026-01-14 10:00 }

  - name: Nurturing is left by a raised hand but not by fit alone
    events:
      - { at: 2026-01-07 10:00, converted: demo }
      - { at: 2026-01-07 10:00, handoff: new_business, state: started }
      - { at: 2026-01-20, traits: { title: Head of Data } }
      - { at: 2026-01-21, account: { employees: 900 } }
      - { at: 2026-01-25, converted: demo }
    expect:
      - { at: 2026-01-24, stage: nurturing, grade: A4 }
      - { stage: mql, path: [mql, nurturing, mql], level: hot }

  - name: A deal is lost
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost }
    expect: { stage: lost, path: [mql, opportunity, lost], because: opportunity }

  - name: A deal is lost while another is open
    events:
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-01-13, opportunity: second, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost }
      - { at: 2026-02-09, opportunity: second, state: lost }
    expect:
      - { at: 2026-02-08, stage: opportunity }
      - { stage: lost, path: [opportunity, lost] }

  - name: After a lost deal a new one begins a new cycle
    events:
      - { at: 2026-01-12, opportunity: first, state: open }
      - { at: 2026-02-02, opportunity: first, state: lost }
      - { at: 2026-05-04, opportunity: second, state: open }
    expect:
      - { at: 2026-02-02, stage: lost, cycle: 1 }
      - { stage: opportunity, cycle: 2, path: [opportunity, lost, opportunity] }

  - name: A deal lost for its timing is nurtured after half a year
    events:
      - { at: 2026-01-12 12:00, opportunity: first, state: open }
      - { at: 2026-02-02 12:00, opportunity: first, state: lost, reason: Timing }
    expect:
      - { at: 2026-07-31, stage: lost, reason: timing }
      - { at: 2026-08-02, stage: nurturing, because: exit }

  - name: A lost renewal makes a former customer
    events:
      - { at: 2025-01-12, opportunity: first, state: won }
      - { at: 2026-01-12, opportunity: renewal-26, kind: renewal, state: open }
      - { at: 2026-02-02, opportunity: renewal-26, kind: renewal, state: lost }
    expect:
      - { at: 2026-01-13, stage: customer }
      - { stage: former, path: [customer, former], because: opportunity }

  - name: Dragged to customer by mistake and undone, it is as if it had never been
    events:
      - { at: 2026-01-05, converted: contact-us, gave: [email, name] }
      - { at: 2026-01-06 10:00, moved: customer, by: ben, force: true }
      - { at: 2026-01-06 10:01, undone: customer }
    expect:
      - { at: 2026-01-06 10:00, stage: customer, because: person }
      - { stage: lead, path: [lead], since: 2026-01-05, cycle: 1 }

  - name: An undone move of a rule does not come back on the same evidence
    events:
      - { at: 2026-01-05, converted: contact-us, gave: [email, name] }
      - { at: 2026-01-06, converted: demo }
      - { at: 2026-01-07, undone: mql }
      - { at: 2026-01-08, page: / }
      - { at: 2026-01-20, converted: demo }
    expect:
      - { at: 2026-01-19, stage: lead, path: [lead] }
      - { stage: mql, since: 2026-01-20, path: [lead, mql] }

  - name: What followed an undone move is judged again without it
    events:
      - { at: 2026-01-05, converted: contact-us, gave: [email, name] }
      - { at: 2026-01-06, converted: demo }
      - { at: 2026-01-08, moved: sal, by: anna }
      - { at: 2026-01-09, opportunity: first, state: open }
      - { at: 2026-01-12, undone: mql }
    expect:
      - { at: 2026-01-11, path: [lead, mql, sal, opportunity] }
      - { stage: opportunity, path: [lead, opportunity], since: 2026-01-09 }

  - name: A person who moves a contact back is not overruled by the old evidence
    events:
      - { at: 2026-01-05, converted: contact-us, gave: [email, name] }
      - { at: 2026-01-06, converted: demo }
      - { at: 2026-01-08, moved: lead, refused: back_needs_reason }
      - { at: 2026-01-08, moved: lead, by: anna, reason: only curious }
      - { at: 2026-01-09, page: /pricing }
      - { at: 2026-03-01, converted: demo }
    expect:
      - { at: 2026-02-28, stage: lead, path: [lead, mql, lead], because: person }
      - { stage: mql, path: [lead, mql, lead, mql] }

  - name: An outbound deal for an imported name makes an opportunity without a qualified lead
    events:
      - { at: 2026-01-05, imported: { title: Buyer }, stamp: { origin: outbound } }
      - { at: 2026-01-06, page: /pricing }
      - { at: 2026-01-19, opportunity: cold, state: open }
    expect:
      - { at: 2026-01-18, stage: lead, because: imported }
      - { stage: opportunity, not: mql, path: [lead, opportunity] }

  - name: A file that names the stage is believed
    events:
      - { at: 2026-01-05, imported: { title: Buyer } , identified: email }
      - { at: 2026-01-05, asserted: customer, by: import }
    expect: { stage: customer, because: import }

  - name: Sales qualification is proposed and a person confirms it
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-08, moved: sql, refused: criteria }
      - { at: 2026-01-09, communicated: Meeting Held }
      - { at: 2026-01-09, answered: discovery, values: { budget: 10k, authority: Kim, need: reports, timeline: May } }
      - { at: 2026-01-10, moved: sql, by: anna }
    expect:
      - { at: 2026-01-09, stage: mql, proposed: sql }
      - { stage: sql, because: person, proposed: none }

  - name: Sales accepts a qualified lead
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: sal, by: anna }
    expect: { at: 2026-03-01, stage: sal, because: person, entered: [mql, sal], reached: [subscriber, lead, engaged, mql, sal] }

  - name: Someone who left the list stays a subscriber, and a machine reads nothing
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-06, unsubscribed: newsletter }
      - { at: 2026-01-07, did: Email Clicked, machine: true }
      - { at: 2026-01-08, did: Email Clicked, with: { campaign: spring } }
      - { at: 2026-01-09, screen: Settings }
    expect: { stage: subscriber, scores: { engagement: 4 } }

  - name: A new employer begins a new cycle
    events:
      - { at: 2026-01-05, account: { id: old, domain: old.example } }
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-06-01, account: { id: new, domain: new.example } }
    expect:
      - { at: 2026-05-31, cycle: 1 }
      - { stage: mql, cycle: 2 }
`
