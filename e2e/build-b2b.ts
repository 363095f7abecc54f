import type { Locator, Page } from 'playwright-core'
import { studioDriver } from './studio-driver.ts'

/** Makes the preset b2b of two-step by what a person can do in the studio, and never by writing YAML. */
export async function buildB2b(page: Page): Promise<void> {
  const main = page.getByRole('main')
  await buildNames(page, main)
  await buildScores(page, main)
  await buildStages(page, main)
  await buildDetours(page, main)
  await buildRest(page, main)
}

async function section(page: Page, name: string): Promise<Locator> {
  const details = page.locator('details', { has: page.locator('summary', { hasText: new RegExp(`^${name}`) }) })
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click()
  return details
}

async function buildNames(page: Page, main: Locator): Promise<void> {
  const by = studioDriver(page)
  await by.tab('More')
  await by.text(main, 'Name', 'B2B')
  await by.fill(main.getByLabel('Time zone', { exact: true }).first(), 'Europe/Berlin')
  await by.addName(main.locator('input[aria-label="Events that browsers cannot prove"]'), 'Meeting Held')

  const teams = await section(page, 'Teams')
  await by.button(teams, 'Add: Teams')
  await by.text(teams.locator('[data-item=new]'), '3.', 'sales')
  await by.button(teams, 'Move Teams sales up')

  const calendars = await section(page, 'Calendars')
  await by.newKey(calendars, 'Calendars', 'office')
  const office = calendars.locator('[data-item=office]')
  await by.fill(office.getByLabel('Time zone', { exact: true }), 'Europe/Berlin')
  await by.addName(office.locator('input[aria-label="Public holidays of"]'), 'DE-BE')
  const hours = office.getByRole('group', { name: 'Opening hours' })
  for (const [days, open] of [
    ['mon-thu', '09:00-12:30, 13:30-18:00'],
    ['fri', '09:00-16:00'],
  ] as const) {
    await by.newKey(hours, 'Opening hours', days)
    await by.fill(hours.locator(`[data-item="${days}"]`).getByRole('textbox'), open)
  }
  await by.button(hours, 'Remove mon-fri')

  const lists = await section(page, 'Lists')
  await by.newKey(lists, 'Lists', 'competitors')
  await by.addName(lists.locator('[data-item=competitors] input[aria-label=Competitors]'), 'rival.example')

  const points = await section(page, 'Points')
  for (const [key, name, offer, gives] of [
    ['newsletter', 'Newsletter pop-up', 'top', ['email']],
    ['demo', 'Demo request', 'bottom', ['email', 'name', 'company']],
    ['contact-sales', 'Contact sales', 'bottom', ['email', 'name', 'company']],
  ] as const) {
    await by.newKey(points, 'Points', key)
    const own = points.locator(`[data-item="${key}"]`)
    await by.text(own, 'Name', name)
    await by.choose(own, 'Offer level', offer)
    await by.addName(own.locator('input[aria-label="Asks for"]'), ...gives)
  }

  const define = await section(page, 'Named criteria')
  await by.newKey(define, 'Named criteria', 'hand_raise')
  const raise = define.locator('[data-item=hand_raise]')
  await by.kind(by.rows(raise).first(), 'converted')
  await by.detail(by.rows(raise).first(), 'offer')
  await by.choose(raise, 'for an offer at the', 'bottom')
  await by.newKey(define, 'Named criteria', 'icp')
  await by.kind(by.rows(define.locator('[data-item=icp]')).first(), 'account.')

  const roles = await section(page, 'Roles in a purchase')
  for (const [key, name, titles] of [
    ['champion', 'Champion', null],
    ['decision_maker', 'Decision maker', '(?i)chief|ceo|cto|cio|vp|founder|owner'],
    ['economic_buyer', 'Economic buyer', '(?i)cfo|finance|procurement|purchasing'],
    ['user', 'User', null],
  ] as const) {
    await by.newKey(roles, 'Roles in a purchase', key)
    const own = roles.locator(`[data-item="${key}"]`)
    await by.text(own, 'Name', name)
    if (titles === null) continue
    await by.button(own, 'Only if')
    await by.kind(by.rows(own).first(), 'traits.')
    await by.choose(own, 'the trait: Comparison', 'matches')
    await by.suggested(own, 'the trait: Value', titles)
  }

  const checklists = await section(page, 'Checklists')
  await by.newKey(checklists, 'Checklists', 'discovery')
  await by.choose(checklists.locator('[data-item=discovery]'), 'Preset', 'bant')
}

async function buildScores(page: Page, main: Locator): Promise<void> {
  const by = studioDriver(page)
  await by.tab('Scores')
  const addScore = async (name: string) => {
    await main.getByRole('textbox', { name: 'Add a score: New key', exact: true }).fill(name)
    await by.button(main, 'Add a score')
    return main.getByRole('region', { name, exact: true })
  }
  const engagement = await addScore('engagement')
  await by.number(engagement, 'Points halve in', 30)
  await by.number(engagement, 'Most points', 100)
  const addGroup = async (name: string, cap: number) => {
    await engagement.getByRole('textbox', { name: 'engagement, Add a group: New key' }).fill(name)
    await by.button(engagement, 'Add a group')
    await by.number(engagement, `Group ${name}: Most points`, cap)
    return engagement.getByRole('region', { name: `Group ${name}` })
  }
  const website = await addGroup('website', 40)
  await by.choose(website, 'Group website: Of several matching rules', 'first')
  const event = async (group: Locator, rule: string, name: string, points: number, isNew: boolean) => {
    if (isNew) await by.button(group, 'Add a rule for an event')
    await by.addName(group.locator(`input[aria-label="${rule}: Event"]`), name)
    if (name !== 'Content Downloaded')
      await group
        .getByRole('row')
        .filter({ has: page.locator(`input[aria-label="${rule}: Event"]`) })
        .getByRole('button', { name: 'Remove Content Downloaded' })
        .click()
    await by.number(group, `${rule}: Points`, points)
  }
  await event(website, 'Group website, rule 1', 'page', 8, false)
  const pricing = website.getByRole('row').nth(1)
  await by.button(pricing, 'Property')
  await by.choose(pricing, 'path: Comparison', 'starts')
  await by.suggested(pricing, 'path: Value', '/pricing')
  await by.number(website, 'Group website, rule 1: At most', 1)
  await event(website, 'Group website, rule 2', 'page', 1, true)
  const content = await addGroup('content', 60)
  await by.number(content, 'Group content, rule 1: Points', 15)
  await event(content, 'Group content, rule 2', 'Webinar Attended', 20, true)
  await event(content, 'Group content, rule 3', 'Email Clicked', 5, true)
  await by.choose(content, 'Group content, rule 3: By', 'human')
  await by.button(
    engagement.getByRole('region', { name: 'Rules without a group' }),
    'Remove Rules without a group, rule 1',
  )

  const fit = await addScore('fit')
  const rules = fit.getByRole('region', { name: 'Rules without a group' })
  for (const points of [30, 25, -20]) {
    await by.button(rules, 'Add a rule for a condition')
    const row = rules.getByRole('row').last()
    await by.fill(row.getByRole('spinbutton', { name: /Points$/ }), String(points))
  }
  await by.button(rules, 'Remove Rules without a group, rule 1')
  const leaf = (index: number) => by.rows(rules).nth(index)
  await by.kind(leaf(0), 'is')
  await by.choose(leaf(0), 'fulfils', 'icp')
  await by.button(leaf(0), 'Remove hand_raise')
  await by.kind(leaf(1), 'traits.')
  await by.choose(leaf(1), 'the trait: Comparison', 'matches')
  await by.suggested(leaf(1), 'the trait: Value', '(?i)chief|head|vp')
  await by.choose(leaf(2), 'has an address of the kind', 'free')
  await by.button(leaf(2), 'Remove corporate')
  await by.button(main, 'Grade contacts')
}

async function buildStages(page: Page, main: Locator): Promise<void> {
  const by = studioDriver(page)
  await by.tab('Stages')
  const list = main.getByRole('navigation', { name: 'Stages and detours' })
  const choose = async (name: string) => {
    await list.getByRole('button', { name, exact: true }).click()
    return main.getByRole('region', { name, exact: true })
  }
  const add = async (after: string, key: string, name: string, owner: string, journey: string | null) => {
    await choose(after)
    await by.button(list, 'Add a stage')
    await by.text(main, 'Rename New stage', key)
    await by.text(main.getByRole('region', { name: 'New stage', exact: true }), 'Name', name)
    const panel = main.getByRole('region', { name, exact: true })
    await by.choose(panel, 'Owner team', owner)
    if (journey !== null) await by.choose(panel, 'Part of the journey', journey)
    return panel
  }
  const automatic = async (panel: Locator) => by.choose(panel, 'Entry', '')

  const lead = await choose('Lead')
  await by.choose(lead, 'Part of the journey', 'awareness')
  const when = by.criteria(lead, 'When')
  await by.detail(by.rows(when).nth(0), 'gives')
  await by.button(by.rows(when).nth(2), 'Remove')

  const subscriber = await add('Lead', 'subscriber', 'Subscriber', 'marketing', 'awareness')
  await automatic(subscriber)
  await subscriber.getByRole('button', { name: 'When', exact: true }).click()
  await by.kind(by.rows(by.criteria(subscriber, 'When')).first(), 'subscribed')
  await by.button(list, 'Move Subscriber up')

  const engaged = await add('Lead', 'engaged', 'Marketing engaged lead', 'marketing', 'consideration')
  await automatic(engaged)
  await engaged.getByRole('button', { name: 'When', exact: true }).click()
  const did = by.rows(by.criteria(engaged, 'When')).first()
  await by.addName(did.locator('input[aria-label=did]'), 'Webinar Attended', 'Video Watched')

  const mql = await add('Marketing engaged lead', 'mql', 'Marketing qualified lead', 'marketing', 'consideration')
  await automatic(mql)
  await mql.getByRole('button', { name: 'When', exact: true }).click()
  const tree = by.criteria(mql, 'When')
  await by.kind(by.rows(tree).nth(0), 'account.opportunity')
  await by.deed(by.rows(tree).nth(0), 'negate')
  await by.add(tree, 'is')
  await by.deed(by.rows(tree).nth(1), 'group-any')
  await tree.getByRole('combobox', { name: 'Add to any of these' }).selectOption('score')
  await by.number(by.rows(tree).nth(2), 'engagement', 60)
  await by.deed(by.rows(tree).nth(2), 'group-all')
  await tree.getByRole('combobox', { name: 'Add to all of these' }).first().selectOption('fit')
  await by.choose(by.rows(tree).nth(3), 'at least', 'B')
  await by.button(mql, 'Levels')
  const levels = mql.getByRole('group', { name: 'Levels' })
  await by.text(levels, 'Key', 'hot')
  await by.button(levels, 'When')
  await by.kind(by.rows(levels).first(), 'is')
  await by.button(levels, 'Add: Levels')
  await by.fill(levels.getByRole('textbox', { name: 'Key', exact: true }).last(), 'warm')
  await by.button(mql, 'Promised volume')
  await by.number(mql, 'A month', 1000)

  const sal = await add('Marketing qualified lead', 'sal', 'Sales accepted lead', 'sales', 'decision')
  await by.choose(sal, 'Moved or confirmed by', 'sales')

  const sql = await add('Sales accepted lead', 'sql', 'Sales qualified lead', 'sales', 'decision')
  await by.choose(sql, 'Entry', 'approval')
  await by.choose(sql, 'Moved or confirmed by', 'sales')
  await sql.getByRole('button', { name: 'When', exact: true }).click()
  const held = by.criteria(sql, 'When')
  await by.addName(by.rows(held).first().locator('input[aria-label=did]'), 'Meeting Held')
  await by.button(by.rows(held).first(), 'Remove Content Downloaded')
  await by.add(held, 'checklist')

  const opportunity = await add('Sales qualified lead', 'opportunity', 'Opportunity', 'sales', 'decision')
  await automatic(opportunity)
  await opportunity.getByRole('button', { name: 'When', exact: true }).click()
  await by.kind(by.rows(by.criteria(opportunity, 'When')).first(), 'opportunity')

  const evangelist = await add('Customer', 'evangelist', 'Evangelist', 'success', null)
  await automatic(evangelist)
  await by.choose(evangelist, 'Must have been in', 'customer')
  await evangelist.getByRole('button', { name: 'When', exact: true }).click()
  const review = by.rows(by.criteria(evangelist, 'When')).first()
  await by.addName(review.locator('input[aria-label=did]'), 'Review Left', 'Referral Sent')
  await by.button(review, 'Remove Content Downloaded')
  await by.detail(review, 'since')
  await by.choose(review, 'counted since', 'ever')
}

async function buildDetours(page: Page, main: Locator): Promise<void> {
  const by = studioDriver(page)
  const list = main.getByRole('navigation', { name: 'Stages and detours' })
  const add = async (key: string, name: string, owner: string, from: readonly string[]) => {
    await by.button(list, 'Add a detour')
    await by.text(main, 'Rename New detour', key)
    await by.text(main.getByRole('region', { name: 'New detour', exact: true }), 'Name', name)
    const panel = main.getByRole('region', { name, exact: true })
    await by.choose(panel, 'Owner team', owner)
    for (const stage of from) await by.choose(panel, 'Only from', stage)
    return panel
  }
  const reasons = (panel: Locator, ...names: readonly string[]) =>
    by.addName(panel.locator('input[aria-label="Reasons to choose from"]'), ...names)

  await add('lost', 'Lost', 'sales', ['sql', 'opportunity'])
  const nurturing = await add('nurturing', 'Nurturing', 'marketing', ['mql', 'sal', 'sql', 'lost'])
  await by.number(nurturing, 'Left in peace for', 30)
  await by.choose(nurturing, 'Leads back to', 'mql')
  await by.button(list, 'Move Nurturing up')
  const out = await add('disqualified', 'Disqualified', 'marketing', [])
  await by.choose(out, 'Only a person opens it', 'true')
  await reasons(out, 'no budget', 'no authority', 'no need', 'wrong timing', 'competitor', 'student', 'spam')

  await list.getByRole('button', { name: 'Lost', exact: true }).click()
  const lost = main.getByRole('region', { name: 'Lost', exact: true })
  await reasons(lost, 'price', 'competitor', 'no decision', 'timing')
  await by.choose(lost, 'Leaving it begins a new cycle', 'true')
  const when = by.criteria(lost, 'When')
  await by.add(when, 'opportunity')
  await by.choose(by.rows(when).first(), 'has an opportunity that is', 'lost')
  await by.button(by.rows(when).first(), 'Remove open')
  for (const state of ['open', 'won']) {
    await by.add(when, 'opportunity')
    const row = by.rows(when).last()
    if (state !== 'open') {
      await by.choose(row, 'has an opportunity that is', state)
      await by.button(row, 'Remove open')
    }
    await by.deed(row, 'negate')
  }
  const exit = async (
    panel: Locator,
    to: string,
    amount: number,
    unit: string,
    kind: string,
    reason: string | null,
  ) => {
    await by.button(panel, 'Ways out')
    const exits = panel.getByRole('group', { name: 'Ways out' })
    await by.choose(exits, 'To', to)
    await by.number(exits, 'After', amount)
    await by.choose(exits, 'After: Unit', unit)
    await by.button(exits, 'Only if')
    await by.kind(by.rows(exits).first(), kind)
    if (reason !== null) await by.fill(exits.getByLabel('Reason', { exact: true }), reason)
  }
  await exit(lost, 'nurturing', 180, 'd', 'reason', null)

  const former = await add('former', 'Former customer', 'success', ['customer', 'evangelist'])
  const renewal = by.criteria(former, 'When')
  await by.add(renewal, 'opportunity')
  const row = by.rows(renewal).first()
  await by.detail(row, 'kind')
  await by.choose(row, 'of the kind', 'renewal')
  await by.button(row, 'Remove new')
  await by.choose(row, 'has an opportunity that is', 'lost')
  await by.button(row, 'Remove open')

  await list.getByRole('button', { name: 'Marketing qualified lead', exact: true }).click()
  await exit(
    main.getByRole('region', { name: 'Marketing qualified lead', exact: true }),
    'nurturing',
    5,
    'wd',
    'handoff',
    'not worked',
  )
}

async function buildRest(page: Page, main: Locator): Promise<void> {
  const by = studioDriver(page)
  await by.tab('More')
  await by.choose(await section(page, 'Engaged from'), 'Engaged from', 'engaged')
  const exclude = await section(page, 'Exclusions')
  await by.button(exclude, 'Add: Exclusions')
  await by.choose(exclude, 'To', 'disqualified')
  await by.fill(exclude.getByLabel('Reason', { exact: true }), 'competitor')
  const domain = by.rows(exclude).first()
  await by.kind(domain, 'account.')
  await by.suggested(domain, 'Name of the trait', 'domain')
  await by.choose(domain, 'the account’s: Comparison', 'in_list')
  await by.choose(domain, 'the account’s: Value', 'competitors')
  await by.button(exclude, 'Add: Exclusions')
  const second = exclude.locator('[data-item]').last()
  await by.choose(second, 'To', 'disqualified')
  await by.fill(second.getByLabel('Reason', { exact: true }), 'student')
  const title = by.rows(second).first()
  await by.kind(title, 'traits.')
  await by.choose(title, 'the trait: Comparison', 'matches')
  await by.suggested(title, 'the trait: Value', '(?i)\\bstudent\\b')

  const handoffs = await section(page, 'Handoffs')
  const handoff = async (key: string, to: string) => {
    await by.newKey(handoffs, 'Handoffs', key)
    const own = handoffs.locator(`[data-item=${key}]`)
    await by.choose(own, 'To', to)
    return own
  }
  const deal = await handoff('open_deal', 'opportunity_owner')
  await by.kind(by.rows(deal).first(), 'is')
  await by.button(deal, 'When')
  await by.kind(by.rows(by.criteria(deal, 'When')).first(), 'account.opportunity')
  await by.choose(deal, 'Counts for the volume', 'false')
  await by.button(deal, 'Promised times')
  await by.number(deal, 'Respond within', 4)
  await by.choose(deal, 'Respond within: Unit', 'wh')

  const expansion = await handoff('expansion', 'account_owner')
  await by.kind(by.rows(expansion).first(), 'is')
  await by.button(expansion, 'When')
  const stage = by.rows(by.criteria(expansion, 'When')).first()
  await by.kind(stage, 'stage')
  await by.choose(stage, 'is in the stage', 'customer')
  await by.choose(stage, 'is in the stage', 'evangelist')
  await by.button(stage, 'Remove subscriber')
  await by.choose(expansion, 'Counts for the volume', 'false')
  await by.button(expansion, 'Promised times')
  await by.number(expansion, 'Respond within', 1)
  await by.choose(expansion, 'Respond within: Unit', 'wd')

  const fresh = await handoff('new_business', 'sales')
  const trigger = by.criteria(fresh, 'Starts when')
  await by.kind(by.rows(trigger).first(), 'enters')
  await by.choose(by.rows(trigger).first(), 'enters the stage', 'mql')
  await by.deed(by.rows(trigger).first(), 'group-any')
  await by.add(trigger, 'is')
  await by.button(fresh, 'Unless')
  await by.kind(by.rows(by.criteria(fresh, 'Unless')).first(), 'account.opportunity')
  await by.button(fresh, 'Route')
  await by.choose(fresh, 'To whom', 'territory')
  await by.choose(fresh, 'Else by', 'round_robin')
  await by.button(fresh, 'Promised times')
  await by.number(fresh, 'Accept within', 4)
  await by.choose(fresh, 'Accept within: Unit', 'wh')
  await by.number(fresh, 'Respond within', 1)
  await by.choose(fresh, 'Respond within: Unit', 'wd')
  await by.button(fresh, 'Quicker for some')
  const tier = fresh.getByRole('group', { name: 'Quicker for some' })
  await by.kind(by.rows(tier).first(), 'level')
  await by.number(tier, 'Respond within', 1)
  await by.choose(tier, 'Respond within: Unit', 'h')
}
