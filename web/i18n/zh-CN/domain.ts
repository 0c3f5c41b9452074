/** Words of the glossary by their code: tier.potential = 潜力. */
export const domain = {
  level: { head_office: '总行', branch: '分行', sub_branch: '支行', outlet: '网点' },
  cluster_role: { core: '核心', satellite: '卫星' },
  role: {
    head_office: '总行管理员', branch_manager: '分支行管理', outlet_president: '网点行长', relationship_manager: '理财经理', lobby_manager: '大堂经理',
    teller: '柜员', compliance_officer: '合规消保',
  },
  tier: { long_tail: '长尾', potential: '潜力', mid_to_high: '中高端', wealth: '财私' },
  tier_basis: { month_daily_average: '月日均', point_in_time: '时点' },
  tier_move: { promoted: '升级', demoted: '降级', same: '未变', new: '新客户' },
  activity: { active: '活跃', cooling: '降温', dormant: '休眠', lost: '流失' },
  bucket: { counted: '计入比率', not_for_marketing: '不适用营销', deceased: '已故', closed_by_bank: '银行销户' },
  payroll_kind: { payroll: '代发工资', pension: '养老金' },
  gender: { female: '女', male: '男' },
  status: { frozen: '冻结', deceased: '已故', expired_papers: '证件过期', pass_through: '过路客户', staff: '本行员工', closed_by_bank: '银行销户' },
  category: {
    demand_deposit: '活期储蓄', time_deposit: '定期存款', structured_deposit: '结构性存款', large_certificate: '大额存单', wealth_product: '理财', fund: '基金',
    asset_management: '资管计划', insurance: '保险', bond: '债券', precious_metal: '贵金属', loan: '贷款', card: '银行卡', bill_payment: '代缴', merchant_acquiring: '收单',
  },
  figure: {
    customer_no: '客户号', name: '姓名', institution: '机构', manager: '管户经理', bucket: '统计口径', tier: '客户分层', tier_last_month_end: '上月末分层', tier_move: '升降级',
    months_in_tier: '在层月数', next_tier_gap: '距上一层', aum: '管理资产', aum_mda: '月日均', aum_mda_3m: '三月日均', aum_mda_12m: '年日均', aum_peak_12m: '12月峰值',
    aum_last_month_end: '上月末资产', category_count: '产品大类', old_customer: '老客户', arrangement_count: '经常性安排', stickiness: '黏性指数',
    inconvenient_to_leave: '不方便走', merchant: '商户', inflow_7d: '7天流入', outflow_7d: '7天流出', inflow_30d: '30天流入', outflow_30d: '30天流出', inflow_90d: '90天流入',
    outflow_90d: '90天流出', own_name_outflow_90d: '90天本人他行', pass_through_30d: '30天过路', leakage_outflow: '未回流出', leakage_inflow: '同期流入',
    last_own_act_on: '最近动账', days_since_own_act: '未动账天数', activity: '活跃度', phone_usable: '手机可用', address_fresh: '地址有效', reached_lately: '近期联系上',
    contactable: '可联系', payroll_kind: '代发类型', payroll_credit: '代发金额', payroll_kept_30d: '代发30天留存', payroll_kept_30d_aum: '代发留存资产', wage_credit: '代发工资入账', wage_kept_30d: '工资30天留存', pension_credit: '养老金入账', pension_kept_30d: '养老金30天留存', maturing_30d: '30天内到期',
    next_maturity_on: '最近到期', matured: '已到期', captured: '到期承接', months_on_book: '账龄(月)', opened_on: '开户日期',
  },
  load_outcome: { running: '装载中', loaded: '已装载', unchanged: '无变化', refused: '已拒收', failed: '失败' },
  night_outcome: { running: '运行中', published: '已发布', stopped: '检查未过，未发布', failed: '失败' },
  step_state: { waiting: '等待', running: '进行中', done: '完成', failed: '失败' },
}
