export const twoStepCases = `lifecycle: preset:two-step
cases:
  - name: Whoever gives an address is a lead
    events:
      - { at: 2026-01-05, converted: anything }
    expect: { stage: lead, because: converted }

  - name: Whoever buys is a customer
    events:
      - { at: 2026-01-05, subscribed: newsletter }
      - { at: 2026-01-12, opportunity: first, state: won }
    expect: { stage: customer, path: [lead, customer] }

  - name: A visitor has no stage
    anonymous: true
    events:
      - { at: 2026-01-05, did: Video Watched }
      - { at: 2026-01-06, page: / }
    expect: { at: 2026-02-01, stage: none, path: [] }
`
