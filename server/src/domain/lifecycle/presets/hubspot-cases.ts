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
`
