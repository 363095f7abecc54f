import type { Locator, Page } from 'playwright-core'
import { buildDetours, buildScores, buildStages } from './build-b2b-stages.ts'
import { studioDriver } from './studio-driver.ts'

/** Makes the preset b2b of two-step by what a person can do in the studio, and never by writing YAML. */
export async function buildB2b(page: Page): Promise<void> {
  const main = page.getByRole('main')
  await buildNames(page, main)
  await buildScores(page, main)
  await buildStages(page, main)
  await buildDetours(page, main)
  await buildRest(page)
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

async function buildRest(page: Page): Promise<void> {
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
