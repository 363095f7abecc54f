import type { Locator, Page } from 'playwright-core'
import { studioDriver } from './studio-driver.ts'

export async function buildScores(page: Page, main: Locator): Promise<void> {
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

export async function buildStages(page: Page, main: Locator): Promise<void> {
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

export async function buildDetours(page: Page, main: Locator): Promise<void> {
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
