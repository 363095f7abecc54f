export const hubspotCases = `lifecycle: preset:hubspot
cases:
  - name: A newsletter pop-up makes a subscriber, not a lead
    events:
      - { at: 2026-01-05 10:00, converted: popup, gave: [email] }
      - { at: 2026-01-05 10:00, subscribed: newsletter }
    expect: { at: 2026-01-06, stage: subscriber, not: lead }

  - name: A stage of a file is taken as it is
    events:
      - { at: 2026-01-05, asserted: salesqualifiedlead, by: import }
      - { at: 2026-02-05, asserted: opportunity, by: import }
    expect: { stage: opportunity, path: [salesqualifiedlead, opportunity] }

  - name: A raised hand qualifies, and leads out of other
    events:
      - { at: 2026-01-05, converted: demo }
      - { at: 2026-01-06, moved: other, by: anna }
      - { at: 2026-01-07, page: /pricing }
      - { at: 2026-01-08, converted: demo }
    expect:
      - { at: 2026-01-07, stage: other }
      - { at: 2026-01-09, stage: marketingqualifiedlead, path: [marketingqualifiedlead, other, lead, marketingqualifiedlead] }

  - name: A subscriber who sends a referral but never bought is no evangelist
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-09, did: Referral Sent }
    expect: { at: 2026-02-01, stage: subscriber }

  - name: A customer who leaves a review is an evangelist
    events:
      - { at: 2026-01-12, opportunity: first, state: won }
      - { at: 2026-03-09, did: Review Left }
    expect: { stage: evangelist, path: [customer, evangelist] }

  - name: An export with stage dates is entered and reached as in the file
    events:
      - { at: 2025-01-10 10:00, asserted: subscriber, by: import }
      - { at: 2025-02-03 09:00, asserted: lead, by: import }
      - { at: 2025-03-14 16:30, asserted: marketingqualifiedlead, by: import }
      - { at: 2025-05-02, asserted: opportunity, by: import }
      - { at: 2025-06-30, asserted: customer, by: import }
      - { at: 2026-01-05, imported: { jobtitle: Buyer } }
      - { at: 2026-01-07, page: /pricing }
    expect:
      - at: 2025-04-01
        stage: marketingqualifiedlead
        since: 2025-03-14 16:30
      - stage: customer
        because: import
        since: 2025-06-30
        path: [subscriber, lead, marketingqualifiedlead, opportunity, customer]
        entered: { subscriber: 2025-01, lead: 2025-02, marketingqualifiedlead: 2025-03, opportunity: 2025-05, customer: 2025-06 }
        reached: { subscriber: 2025-01, lead: 2025-02, marketingqualifiedlead: 2025-03, salesqualifiedlead: 2025-05, opportunity: 2025-05, customer: 2025-06 }

  - name: A stage of an export without its date is reached, not entered
    events:
      - { at: 2025-02-03, asserted: lead, by: import }
      - { at: 2026-01-05, asserted: opportunity, by: import, undated: true }
      - { at: 2026-02-09, opportunity: first, state: won }
    expect:
      - at: 2026-01-06
        stage: opportunity
        because: [import, undated]
        entered: { lead: 2025-02 }
        reached: { subscriber: 2025-02, lead: 2025-02, marketingqualifiedlead: 2026-01, salesqualifiedlead: 2026-01, opportunity: 2026-01 }
      - { stage: customer, entered: [lead, customer] }

  - name: Stage dates out of order are kept as the file has them
    events:
      - { at: 2025-03-14, asserted: lead, by: import }
      - { at: 2025-02-01, asserted: marketingqualifiedlead, by: import }
      - { at: 2025-06-30, asserted: customer, by: import }
    expect:
      - stage: customer
        path: [marketingqualifiedlead, lead, customer]
        entered: { marketingqualifiedlead: 2025-02, lead: 2025-03, customer: 2025-06 }
        reached: { subscriber: 2025-02, lead: 2025-02, marketingqualifiedlead: 2025-02, salesqualifiedlead: 2025-06, opportunity: 2025-06, customer: 2025-06 }
`
