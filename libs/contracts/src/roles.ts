/** What a person may do, as it stands in the token. Codes and Chinese names are those of the roles table of the specification. */
export const roleNames = {
  CUSTOMER_ASSISTANT: '客户助理',
  CASHIER: '收银员',
  FILE_CLERK: '档案员',
  CS_SUPERVISOR: '客服部主管',
  CS_OFFICER: '客服部管理员',
  PROPERTY_COMPANY: '物业公司',
  INVENTORY_CONTROLLER: '销控',
  SALES_CONSULTANT: '置业顾问',
  DUTY_STAFF: '值班人员',
  SALES_SUPERVISOR: '销售主管',
  SALES_MANAGER: '销售经理',
  COMPANY_SALES_DEPT: '地产公司销售部',
  FINANCE_DEPT: '财务部',
  PROJECT_DEPT: '项目部',
  CUSTOMER_AFFAIRS_DEPT: '客户事务部',
  CUSTOMER_SERVICE_DEPT: '客户服务部',
  PROJECT_STAFF: '项目全体人员',
  COMPLAINT_HANDLER: '投诉专人',
  GENERAL_ADMIN_DEPT: '综合管理部',
  COLLECTION_OFFICER: '按揭催缴专责',
  TITLE_AGENCY: '代理公司',
  MARKETING_DIRECTOR: '营销总监',
  MARKETING_MANAGER: '市场营销部经理',
  SATISFACTION_OFFICER: '满意度专员',
  PROJECT_LEAD: '项目负责人',
  CS_MANAGER: '客服经理',
  BRAND_MANAGER: '品牌经理',
  BRAND_COMMITTEE: '品牌委员会',
  SALES_ADMIN_DEPT: '销售管理部',
  SALES_DIRECTOR: '销售总监',
  DEPUTY_GENERAL_MANAGER: '公司副总',
  GENERAL_MANAGER: '公司总经理',
  MANAGER_IN_CHARGE: '主管经理',
  EXECUTIVE_IN_CHARGE: '分管领导',
  LEADERSHIP: '有关领导',
  DEPARTMENT_HEAD: '部门领导',
  DEPARTMENT_SUPERVISOR: '部门主管',
  MARKETING_STAFF: '营销人员',
  BANK: '银行',
  SUBDISTRICT_OFFICE: '街道办事处',
} as const;

export type Role = keyof typeof roleNames;
export const roles = Object.keys(roleNames) as readonly Role[];

/** Role codes by name: `Role.FINANCE_DEPT`. */
export const Role = Object.fromEntries(roles.map(role => [role, role])) as { readonly [R in Role]: R };
