/** Where the company's buyers are, with how far their clocks are ahead of Berlin's. */
export const countries = [
  { key: 'DE', weight: 40, hoursAhead: 0, ending: 'gmbh' },
  { key: 'AT', weight: 8, hoursAhead: 0, ending: 'gmbh' },
  { key: 'CH', weight: 8, hoursAhead: 0, ending: 'ag' },
  { key: 'NL', weight: 9, hoursAhead: 0, ending: 'bv' },
  { key: 'GB', weight: 13, hoursAhead: -1, ending: 'ltd' },
  { key: 'US', weight: 17, hoursAhead: -7, ending: 'inc' },
  { key: 'CA', weight: 5, hoursAhead: -7, ending: 'inc' },
] as const
export type Country = (typeof countries)[number]

const german = {
  first:
    'Anna Lukas Marie Jonas Katrin Stefan Julia Markus Sabine Tobias Nina Andreas Birgit Florian Heike Jan Miriam Oliver Petra Sven'.split(
      ' ',
    ),
  last: 'Keller Brandt Vogel Sommer Lindner Hartmann Krause Seidel Winkler Albrecht Busch Reuter Pohl Engel Horn Lorenz Kuhn Ziegler Ernst Wolff'.split(
    ' ',
  ),
}
const english = {
  first:
    'Olivia James Grace Daniel Hannah Michael Emily Robert Chloe Andrew Megan Thomas Laura Steven Rachel Peter Claire Kevin Diane Marcus'.split(
      ' ',
    ),
  last: 'Harper Bennett Walsh Coleman Fletcher Sutton Barrett Lawson Pearce Whitaker Doyle Marsh Hale Preston Griffin Chambers Ellison Boyd Norton Vance'.split(
    ' ',
  ),
}
const dutch = {
  first: 'Sanne Daan Femke Bram Lotte Jeroen Maaike Ruben Eva Thijs Anouk Wouter Iris Pieter Marloes Joost'.split(' '),
  last: 'Bakker Visser Mulder Hoekstra Dekker Kuipers Postma Brouwer Prins Schouten Verhoeven Kok Willems Blom'.split(
    ' ',
  ),
}

export const namesOf: Readonly<Record<Country['key'], typeof german>> = {
  DE: german,
  AT: german,
  CH: german,
  NL: dutch,
  GB: english,
  US: english,
  CA: english,
}

export const trades = [
  { key: 'heating', words: ['Heating', 'Thermal', 'Boiler Service', 'Climate'] },
  { key: 'elevators', words: ['Lifts', 'Elevator Service', 'Vertical'] },
  { key: 'telecom', words: ['Networks', 'Fibre', 'Telecom Service'] },
  { key: 'medical', words: ['Medical Service', 'Imaging Care', 'Lab Service'] },
  { key: 'energy', words: ['Solar', 'Grid Service', 'Wind Care', 'Energy'] },
  { key: 'facilities', words: ['Facilities', 'Building Care', 'Property Service'] },
  { key: 'machinery', words: ['Machine Service', 'Industrial Care', 'Packaging Service'] },
] as const

export const places =
  'Alder Birch Cedar Delta Eastgate Fairway Granite Harbour Ivory Juniper Kestrel Lakeside Meridian Northgate Orchard Pinnacle Quarry Riverside Summit Tern Upland Valley Westport Yarrow Zenith Amber Beacon Canyon Dune Ember Falcon Glen Heron Isle Jade Knoll Larch Maple Nordic Oak'.split(
    ' ',
  )

/** What people do at a company; `decides` is how much they have to say, and `fits` whom the product is for. */
export const jobs = [
  { title: 'Head of Service', weight: 12, decides: 0.8, fits: true },
  { title: 'VP Operations', weight: 7, decides: 0.95, fits: true },
  { title: 'Chief Operating Officer', weight: 5, decides: 1, fits: true },
  { title: 'Head of Dispatch', weight: 8, decides: 0.65, fits: true },
  { title: 'Operations Manager', weight: 18, decides: 0.5, fits: false },
  { title: 'Dispatcher', weight: 16, decides: 0.2, fits: false },
  { title: 'Service Coordinator', weight: 14, decides: 0.25, fits: false },
  { title: 'IT Manager', weight: 12, decides: 0.45, fits: false },
  { title: 'Controller', weight: 8, decides: 0.4, fits: false },
] as const
export type Job = { readonly title: string; readonly decides: number; readonly fits: boolean }
