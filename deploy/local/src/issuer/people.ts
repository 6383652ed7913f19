import type { Role } from '@linli/contracts';

/** A person of the demo company, as the development issuer knows him. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly department: string;
  readonly company: string;
  readonly projects: readonly string[];
}

const developer = '邻里置业';
const everywhere = ['*'];

type Row = readonly [id: string, name: string, department: string, role: Role, more?: Partial<Person>];

const rows: readonly Row[] = [
  ['customer-assistant', '周敏', '客户服务部', 'CUSTOMER_ASSISTANT'],
  ['cashier', '钱莉', '客户服务部', 'CASHIER'],
  ['file-clerk', '孙洁', '客户服务部', 'FILE_CLERK'],
  ['cs-supervisor', '赵建国', '客户服务部', 'CS_SUPERVISOR'],
  ['cs-officer', '冯婷', '客户服务部', 'CS_OFFICER'],
  ['property-company', '陈伟', '物业公司', 'PROPERTY_COMPANY', { company: '邻里物业' }],
  ['inventory-controller', '韩雪', '售楼部', 'INVENTORY_CONTROLLER'],
  ['consultant', '李娜', '售楼部', 'SALES_CONSULTANT'],
  ['consultant-2', '张磊', '售楼部', 'SALES_CONSULTANT'],
  ['consultant-elsewhere', '吴倩', '售楼部', 'SALES_CONSULTANT', { projects: ['lakeside'] }],
  ['duty-staff', '郑强', '售楼部', 'DUTY_STAFF'],
  ['sales-supervisor', '王志强', '售楼部', 'SALES_SUPERVISOR'],
  ['sales-manager', '林涛', '售楼部', 'SALES_MANAGER'],
  ['company-sales', '何丽', '地产公司销售部', 'COMPANY_SALES_DEPT'],
  ['finance', '许静', '财务部', 'FINANCE_DEPT'],
  ['project-dept', '沈刚', '项目部', 'PROJECT_DEPT'],
  ['customer-affairs', '曹颖', '客户事务部', 'CUSTOMER_AFFAIRS_DEPT'],
  ['customer-service', '蒋欣', '客户服务部', 'CUSTOMER_SERVICE_DEPT'],
  ['project-staff', '杨帆', '项目部', 'PROJECT_STAFF'],
  ['complaint-handler', '秦岚', '客户服务部', 'COMPLAINT_HANDLER'],
  ['general-admin', '潘虹', '综合管理部', 'GENERAL_ADMIN_DEPT'],
  ['collection-officer', '朱军', '财务部', 'COLLECTION_OFFICER'],
  ['title-agency', '尤佳', '产权代理', 'TITLE_AGENCY', { company: '安信代理公司' }],
  ['marketing-director', '施雯', '市场营销部', 'MARKETING_DIRECTOR'],
  ['marketing-manager', '姜波', '市场营销部', 'MARKETING_MANAGER'],
  ['satisfaction-officer', '谢芳', '客户服务部', 'SATISFACTION_OFFICER'],
  ['project-lead', '邹平', '项目部', 'PROJECT_LEAD'],
  ['cs-manager', '苏梅', '客户服务部', 'CS_MANAGER'],
  ['brand-manager', '范冰', '品牌部', 'BRAND_MANAGER'],
  ['brand-committee', '彭勇', '品牌委员会', 'BRAND_COMMITTEE'],
  ['sales-admin', '鲁玲', '销售管理部', 'SALES_ADMIN_DEPT'],
  ['sales-director', '马超', '销售管理部', 'SALES_DIRECTOR'],
  ['deputy-general-manager', '方正', '总经理室', 'DEPUTY_GENERAL_MANAGER'],
  ['general-manager', '袁立', '总经理室', 'GENERAL_MANAGER'],
  ['manager-in-charge', '邓辉', '客户事务部', 'MANAGER_IN_CHARGE'],
  ['manager-in-charge-2', '傅明', '项目部', 'MANAGER_IN_CHARGE'],
  ['executive-in-charge', '魏东', '总经理室', 'EXECUTIVE_IN_CHARGE'],
  ['leadership', '夏岩', '总经理室', 'LEADERSHIP'],
  ['department-head', '余庆', '销售管理部', 'DEPARTMENT_HEAD'],
  ['department-supervisor', '董洁', '销售管理部', 'DEPARTMENT_SUPERVISOR'],
  ['marketing-staff', '任飞', '市场营销部', 'MARKETING_STAFF'],
  ['bank', '高峰', '个人贷款中心', 'BANK', { company: '建设银行' }],
  ['subdistrict-office', '唐敏', '社区服务', 'SUBDISTRICT_OFFICE', { company: '和平街道办事处' }],
  ['telephone-exchange', '电话交换机', '信息部', 'TELEPHONE_EXCHANGE'],
  ['operator', '于洋', '信息部', 'OPERATOR'],
  ['operator-2', '柳青', '信息部', 'OPERATOR'],
];

/** One person per role, some twice where four eyes are needed, and one who works for another project only. */
export const people: readonly Person[] = rows.map(([id, name, department, role, more]) => ({
  id,
  name,
  roles: [role],
  department,
  company: developer,
  projects: everywhere,
  ...more,
}));
