export const plg = `# Product-led growth: people begin with a free product, and use qualifies them. A free user is no customer:
# customer means that money was paid. The value of the product is "Report Created" here; put in the event that is yours.
# Beforehand: put in your own time zone and the names of your own events and plans.
ripen: 1
name: Product-led growth
timezone: UTC
teams: [marketing, growth, sales, success]
lists:
  competitors: [rival.example]
  free_plans: [free, trial]
points:
  newsletter: { name: Newsletter, offer: top, gives: [email] }
  guide: { name: Guide, offer: middle, gives: [email, name, company] }
  contact-sales: { name: Contact sales, offer: bottom, gives: [email, name, company] }
define:
  hand_raise: { converted: { offer: bottom } }
  # A plan that costs something, or a deal that was won. An event that names no plan proves nothing.
  pays:
    any:
      - { did: { any_of: [Subscription Started, Plan Changed], where: { plan: { exists: true, not_in_list: free_plans } } } }
      - { opportunity: won }
exclude:
  - { if: { account.domain: { in_list: competitors } }, to: disqualified, reason: competitor }
  - { if: { email: disposable }, to: disqualified, reason: throw-away address }
scores:
  engagement:
    name: Product use
    # Use of a fortnight ago counts half: a product that is not opened any more was not adopted.
    half_life: 14d
    cap: 100
    groups:
      value:
        cap: 70
        rules:
          - { event: Report Created, points: 8, at_most: 2/day }
          - { event: Report Shared, points: 12, at_most: 1/day }
          - { event: Invite Sent, points: 10, at_most: 2/day }
      # Coming back counts a little, and can never qualify by itself.
      habit:
        cap: 20
        rules:
          - { event: Signed In, points: 2, at_most: 1/day }
          - { event: screen, points: 1, at_most: 3/day }
      interest:
        cap: 40
        rules:
          - { event: page, where: { path: { starts: /pricing } }, points: 10, at_most: 1/day }
          - { event: Upgrade Viewed, points: 15, at_most: 1/day }
  fit:
    rules:
      - { if: { account.employees: { at_least: 50 } }, points: 30 }
      - { if: { traits.role: { matches: "(?i)admin|owner|manager|head" } }, points: 20 }
      - { if: { email: corporate }, points: 10 }
      - { if: { email: [free, education] }, points: -20 }
  grade: { fit: { A: 50, B: 25, C: 10 }, engagement: { 1: 60, 2: 35, 3: 10 } }
# Whoever tried the product is engaged for its account; roles are told by what people say they do, or given by hand.
engaged: activated
roles:
  buyer: { name: Buyer, if: { traits.role: { matches: "(?i)owner|head|chief|founder" } } }
  admin: { name: Administrator, if: { traits.role: { matches: "(?i)admin" } } }
  champion: { name: Champion }
  user: { name: User, if: { did: { event: Report Created, at_least: 3, since: ever } } }
stages:
  # Came by marketing and has not tried the product yet.
  - key: lead
    name: Lead
    owner: marketing
    journey: awareness
    entry: { when: { any: [ { converted: { gives: { more_than: [email] } } }, { subscribed: newsletter }, { imported: true } ] } }
  - key: free_user
    name: Free user
    owner: growth
    journey: consideration
    entry: { when: { did: { any_of: [Signed Up, Invite Accepted] } } }
  # Has had the value, and came back for it on another day. The first report alone is curiosity.
  - key: activated
    name: Activated user
    owner: growth
    journey: consideration
    entry: { when: { did: { event: Report Created, distinct: { of: day, at_least: 2 } } } }
  - key: pql
    name: Product qualified lead
    owner: growth
    journey: decision
    # Any of: quick success in a trial, of one person or of three in one workspace, running into the limits of the free
    # plan, much use by somebody who fits, or a raised hand. Each is worth a call; none of them is a purchase.
    entry:
      when:
        all:
          - { not: { account.opportunity: open } }
          - any:
              - { is: hand_raise }
              - { did: { event: Report Created, at_least: 3, after: Trial Started, within: 7d } }
              - { account.did: { event: Report Created, people: 3, after: Trial Started, within: 7d } }
              - { did: { event: Limit Reached, at_least: 2, within: 14d } }
              - { all: [ { score: { engagement: { at_least: 60 } } }, { fit: { at_least: B } } ] }
    levels: [ { key: hot, when: { is: hand_raise } }, { key: warm } ]
  # Most buy by themselves and pass this stage over; it is for those with whom sales speaks.
  - { key: opportunity, name: Opportunity, owner: sales, journey: decision, entry: { when: { opportunity: open } } }
  - { key: customer, name: Customer, owner: success, entry: { when: { is: pays } } }
  - key: champion
    name: Champion
    owner: success
    requires: [customer]
    entry: { when: { any: [ { did: { any_of: [Review Left, Referral Sent], since: ever } }, { did: { event: Invite Sent, at_least: 10, since: ever } } ] } }
detours:
  # Stopped using it. Signing in leads back; what was qualified by old use must be shown anew.
  - key: dormant
    name: Dormant user
    owner: growth
    from: [free_user, activated, pql]
    entry: { when: { idle: 30d } }
    exits: [ { to: free_user, when: { not: { idle: 1d } }, reason: is back } ]
  - key: lost
    name: Lost
    owner: sales
    from: [pql, opportunity]
    reasons: [price, competitor, no decision, timing, missing feature]
    entry: { when: { all: [ { opportunity: lost }, { not: { opportunity: open } }, { not: { opportunity: won } } ] } }
    # Goes on using the free product, and is left in peace for a month before use can qualify it again.
    cool_off: 30d
    new_cycle: true
    return_to: pql
  # Back on the free plan, or gone. Whoever paid once is won back otherwise than a newcomer.
  - key: former
    name: Former customer
    owner: success
    from: [customer, champion]
    entry:
      when:
        any:
          - { did: { event: Subscription Cancelled, since: entry } }
          - { did: { event: Plan Changed, where: { plan: { in_list: free_plans } }, since: entry } }
          - { opportunity: { kind: renewal, state: lost } }
    new_cycle: true
    return_to: pql
  - { key: disqualified, name: Disqualified, owner: growth, locked: true, reasons: [competitor, throw-away address, abuse, personal use, spam] }
handoffs:
  product_qualified:
    { trigger: { enters: pql }, to: sales, promises: { respond: 1wd, tiers: [ { if: { level: hot }, respond: 1wh } ] } }
# What is paid is said by the billing system, never by a browser.
trusted_events: [Subscription Started, Subscription Cancelled, Plan Changed]
`
