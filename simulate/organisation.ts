import { given, surnames } from './names.ts'
import { drawer } from './draw.ts'

export interface Outlet {
  /** 0-based; customers are numbered by it */
  outlet: number
  code: string
  branch: number
  city: string
  managers: number
}

export interface Institution {
  code: string
  parent: string | null
  name: string
  level: 'head_office' | 'branch' | 'sub_branch' | 'outlet'
  cluster: string | null
  role: 'core' | 'satellite' | null
}

export interface Staff {
  staffNo: string
  name: string
  institution: string
  role: string
  leftOn: string | null
  /** 0-based number of a relationship manager within the outlet */
  manager: number | null
}

export interface Organisation {
  institutions: Institution[]
  staff: Staff[]
  outlets: Outlet[]
}

const cities = ['江海', '临江', '云州', '望海', '清源', '南屏', '松岭', '青川', '平湖口', '凤鸣']
const districts = ['城东', '城西', '城南', '城北', '新港', '文昌', '滨河', '高新', '老城', '湖滨']
const streets = ['建设路', '解放路', '人民路', '中山路', '和平路', '学府路', '滨江路', '车站路', '文化路', '花园路', '丰收路', '朝阳路']

const outletsPerSubBranch = 10
const outletsPerBranch = 50
const customersPerManager = 2500

/** Clusters of 3 to 5 neighbouring outlets; a rest too small for a cluster of its own makes the last ones larger. Sums to `outlets`. */
export function clusterSizes(outlets: number): number[] {
  const clusters = Math.max(1, Math.round(outlets / 4))
  return Array.from(
    { length: clusters },
    (_, index) => Math.floor((outlets * (index + 1)) / clusters) - Math.floor((outlets * index) / clusters),
  )
}

/**
 * The tree of the bank: head office, a branch per 50 outlets, a sub-branch per 10, clusters within a sub-branch, and the staff.
 * The same arguments give the same bank; `firstOn` is the first date of the history (somebody left after it).
 */
export function organise(outlets: number, customersPerOutlet: number, seed: number, firstOn: string): Organisation {
  const institutions: Institution[] = [{ code: '0000', parent: null, name: '江海银行', level: 'head_office', cluster: null, role: null }]
  const result: Organisation = { institutions, staff: [], outlets: [] }
  const hire = hiring(result.staff, seed)
  hire('0000', 'head_office')
  hire('0000', 'compliance_officer')
  for (let first = 0, branch = 0; first < outlets; first += outletsPerBranch, branch += 1) {
    const city = `${cities[branch % cities.length]}${branch < cities.length ? '' : Math.floor(branch / cities.length) + 1}`
    const code = `B${String(branch + 1).padStart(3, '0')}`
    institutions.push({ code, parent: '0000', name: `江海银行${city}分行`, level: 'branch', cluster: null, role: null })
    hire(code, 'branch_manager')
    hire(code, 'compliance_officer')
    addSubBranches(result, hire, {
      code,
      city,
      branch,
      first,
      last: Math.min(outlets, first + outletsPerBranch),
      managers: managersOf(customersPerOutlet),
      firstOn,
    })
  }
  return result
}

interface Branch {
  code: string
  city: string
  branch: number
  first: number
  last: number
  managers: number
  firstOn: string
}
type Hire = ReturnType<typeof hiring>

function addSubBranches({ institutions, outlets }: Organisation, hire: Hire, branch: Branch): void {
  for (let first = branch.first, nth = 0; first < branch.last; first += outletsPerSubBranch, nth += 1) {
    const code = `S${String(first / outletsPerSubBranch + 1).padStart(4, '0')}`
    const district = `${districts[nth % districts.length]}`
    institutions.push({ code, parent: branch.code, name: `${branch.city}${district}支行`, level: 'sub_branch', cluster: null, role: null })
    hire(code, 'outlet_president')
    let outlet = first
    clusterSizes(Math.min(branch.last, first + outletsPerSubBranch) - first).forEach((size, cluster) => {
      for (let place = 0; place < size; place += 1, outlet += 1) {
        const outletCode = String(1000 + outlet)
        const name = `${branch.city}${district}${streets[(outlet - first) % streets.length]}网点`
        institutions.push({
          code: outletCode,
          parent: code,
          name,
          level: 'outlet',
          cluster: `${code}-${cluster + 1}`,
          role: place === 0 ? 'core' : 'satellite',
        })
        outlets.push({ outlet, code: outletCode, branch: branch.branch, city: branch.city, managers: branch.managers })
        staffOutlet(hire, outletCode, branch)
      }
    })
  }
}

function staffOutlet(hire: Hire, code: string, { managers, firstOn }: Branch): void {
  hire(code, 'outlet_president')
  for (let manager = 0; manager < managers; manager += 1) hire(code, 'relationship_manager', { manager })
  if (managers > 2) hire(code, 'relationship_manager', { leftOn: firstOn })
  hire(code, 'lobby_manager')
  for (let teller = 0; teller < Math.max(2, Math.round(managers / 2)); teller += 1) hire(code, 'teller')
}

const managersOf = (customersPerOutlet: number): number => Math.max(2, Math.round(customersPerOutlet / customersPerManager))

function hiring(staff: Staff[], seed: number) {
  return (institution: string, role: string, more: { manager?: number; leftOn?: string } = {}): void => {
    const nth = staff.length + 1
    const draw = drawer(seed, nth)
    const name = draw(surnames) + draw(draw([given.female, given.male]))
    staff.push({ staffNo: String(800000 + nth), name, institution, role, leftOn: more.leftOn ?? null, manager: more.manager ?? null })
  }
}
