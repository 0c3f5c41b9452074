import type { Duckdb } from '../night/engines/duckdb.ts'
import { productCategories } from '../night/extract/canonical.ts'
import { drawer } from './draw.ts'
import { employerNames, estates, given, otherBanks, rareGiven, shops, streetNames, surnames } from './names.ts'
import type { Organisation } from './organisation.ts'
import type { Plan } from './plan.ts'
import { places, products } from './products.ts'
import { list, literal, sqlFile, tableOf } from './sql-text.ts'
import { truth } from './truth.ts'

const customersPerEmployer = 800
const strangers = 1000

/** Puts into the engine what every chunk of customers needs: dates, truths, names, organisation, products, paying units. */
export async function layBank(
  engine: Duckdb,
  plan: Plan,
  organisation: Organisation,
  customersPerOutlet: number,
  seed: number,
): Promise<void> {
  const employersPerOutlet = Math.max(3, Math.round(customersPerOutlet / customersPerEmployer))
  const variables: Record<string, string> = {
    seed: `${seed}::bigint`,
    per_outlet: `${customersPerOutlet}::bigint`,
    employers_per_outlet: `${employersPerOutlet}`,
    anchor: date(plan.anchor),
    first_on: date(plan.firstOn),
    warm_on: date(plan.warmOn),
    last_on: date(plan.lastOn),
    month_on: date(plan.monthOn),
    surnames: list(surnames),
    rare_given: list(rareGiven),
    female_older: list(given.femaleOlder),
    male_older: list(given.maleOlder),
    female: list(given.female),
    male: list(given.male),
    streets: list(streetNames),
    estates: list(estates),
    banks: list(otherBanks),
    shops: list(shops),
    ...Object.fromEntries(
      Object.entries(truth).map(([key, value]) => [`truth_${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`, `${value}`]),
    ),
  }
  for (const [name, value] of Object.entries(variables)) await engine.run(`set variable ${name} = ${value}`)
  await engine.run(sqlFile('macros'))
  await engine.run(sqlFile('calendar'))
  await layOrganisation(engine, organisation, seed)
  await layProducts(engine)
  await layEmployers(engine, organisation, employersPerOutlet, seed)
}

const date = (text: string): string => `date ${literal(text)}`

async function layOrganisation(engine: Duckdb, { institutions, staff, outlets }: Organisation, seed: number): Promise<void> {
  const pick = drawer(seed, -1)
  const anyGiven = [...given.femaleOlder, ...given.maleOlder, ...given.female, ...given.male]
  await engine.run(
    tableOf(
      'institution',
      ['institution_code text', 'parent_code text', 'name text', 'level text', 'cluster_code text', 'cluster_role text'],
      institutions.map(({ code, parent, name, level, cluster, role }) => [code, parent, name, level, cluster, role]),
    ),
  )
  await engine.run(
    tableOf(
      'staff',
      ['staff_no text', 'name text', 'institution_code text', 'role text', 'left_on date'],
      staff.map(({ staffNo, name, institution, role, leftOn }) => [staffNo, name, institution, role, leftOn]),
    ),
  )
  await engine.run(
    tableOf(
      'outlet',
      ['outlet bigint', 'institution_code text', 'city text', 'managers integer'],
      outlets.map(({ outlet, code, city, managers }) => [outlet, code, city, managers]),
    ),
  )
  const outletOf = new Map(outlets.map(({ outlet, code }) => [code, outlet]))
  const at = (institution: string): number => outletOf.get(institution) ?? -1
  await engine.run(
    tableOf(
      'manager',
      ['outlet bigint', 'nth integer', 'staff_no text'],
      staff.filter(({ manager }) => manager !== null).map(({ institution, manager, staffNo }) => [at(institution), manager, staffNo]),
    ),
  )
  await engine.run(
    tableOf(
      'lobby',
      ['outlet bigint', 'staff_no text'],
      staff.filter(({ role }) => role === 'lobby_manager').map(({ institution, staffNo }) => [at(institution), staffNo]),
    ),
  )
  await engine.run(`set variable strangers = ${list(Array.from({ length: strangers }, () => pick(surnames) + pick(anyGiven)))}`)
}

async function layProducts(engine: Duckdb): Promise<void> {
  await engine.run(
    tableOf(
      'product',
      ['product_code text', 'name text', 'category text', 'counts_as_aum boolean', 'arrangement text', 'risk_level text'],
      products.map(({ code, name, category, countsAsAum, arrangement, risk }) => [
        code,
        name,
        category,
        countsAsAum,
        arrangement ?? null,
        risk ?? null,
      ]),
    ),
  )
  await engine.run(
    tableOf(
      'product_offer',
      ['place integer', 'offer integer', 'product_code text', 'tenor_days integer'],
      places.flatMap(({ place, codes }) =>
        codes.map((code, offer) => [place, offer, code, products.find((product) => product.code === code)?.tenorDays ?? null]),
      ),
    ),
  )
  await engine.run(
    'create or replace table place (place integer, form text, category text, category_number integer, offers integer, probability double[])',
  )
  for (const { place, form, category, codes, probability } of places) {
    await engine.run(
      `insert into place values (${place}, ${literal(form)}, ${literal(category)}, ${productCategories.indexOf(category)}, ${codes.length}, ${list(probability)})`,
    )
  }
}

/** Units that pay: some with a batch code of the bank, some without, whose pay arrives as a transfer; one pension office a branch. */
async function layEmployers(engine: Duckdb, { outlets }: Organisation, perOutlet: number, seed: number): Promise<void> {
  const pick = drawer(seed, -2)
  const rows = outlets.flatMap(({ outlet, code, branch, city }) => [
    ...Array.from({ length: perOutlet }, (_, e) => {
      const name = `${city}${pick(['新星', '宏达', '兴业', '安康', '永丰', '育才', '同心', '长风'])}${employerNames[e % employerNames.length]}${e < employerNames.length ? '' : Math.floor(e / employerNames.length) + 1}`
      const coded = e % 6 !== 1
      return [
        outlet,
        e,
        outlet * 1000 + e,
        coded ? `E${code}${String(e).padStart(3, '0')}` : null,
        name,
        pick([5, 8, 10, 15]),
        coded,
        'payroll',
        code,
      ]
    }),
    [
      outlet,
      -1,
      900_000_000 + branch,
      `P${String(branch + 1).padStart(3, '0')}`,
      `${city}社会保险事业中心`,
      15,
      true,
      'pension',
      `B${String(branch + 1).padStart(3, '0')}`,
    ],
  ])
  await engine.run(
    tableOf(
      'employer',
      [
        'outlet bigint',
        'e integer',
        'employer integer',
        'employer_code text',
        'name text',
        'payday integer',
        'coded boolean',
        'kind text',
        'institution_code text',
      ],
      rows,
    ),
  )
  await engine.run('create or replace table payer as select distinct employer, employer_code, name, kind, institution_code from employer')
  await engine.run('insert into payer (employer) values (-1)')
}
