import { another, colleague, type Desk, type Person } from '@linli/testing';
import type { House } from './house.js';

/** Who asks for customer data works in one department with his head. */
const inSalesAdmin = (person: Person): Person => ({ ...person, department: '销售管理部' });

/** Everybody whom the family meets, each at a desk of his own. */
export interface Cast {
  readonly dutyStaff: Desk;
  readonly consultant: Desk;
  readonly rival: Desk;
  readonly inventory: Desk;
  readonly salesManager: Desk;
  readonly companySales: Desk;
  readonly projectDept: Desk;
  readonly finance: Desk;
  readonly customerAffairs: Desk;
  readonly titleAgency: Desk;
  readonly collection: Desk;
  readonly assistant: Desk;
  readonly cashier: Desk;
  readonly fileClerk: Desk;
  readonly supervisor: Desk;
  readonly handler: Desk;
  readonly managerInCharge: Desk;
  readonly customerService: Desk;
  readonly applicant: Desk;
  readonly departmentHead: Desk;
  readonly salesAdmin: Desk;
  readonly deputyManager: Desk;
  readonly generalManager: Desk;
}

export function castOf(house: House): Cast {
  return {
    dutyStaff: house.desk(colleague('DUTY_STAFF')),
    consultant: house.desk(colleague('SALES_CONSULTANT')),
    rival: house.desk(another('SALES_CONSULTANT')),
    inventory: house.desk(colleague('INVENTORY_CONTROLLER')),
    salesManager: house.desk(colleague('SALES_MANAGER')),
    projectDept: house.desk(colleague('PROJECT_DEPT')),
    companySales: house.desk(colleague('COMPANY_SALES_DEPT')),
    finance: house.desk(colleague('FINANCE_DEPT')),
    customerAffairs: house.desk(colleague('CUSTOMER_AFFAIRS_DEPT')),
    titleAgency: house.desk({ ...colleague('TITLE_AGENCY'), company: '安信代理公司' }),
    collection: house.desk(colleague('COLLECTION_OFFICER')),
    assistant: house.desk(colleague('CUSTOMER_ASSISTANT')),
    cashier: house.desk(colleague('CASHIER')),
    fileClerk: house.desk(colleague('FILE_CLERK')),
    supervisor: house.desk(colleague('CS_SUPERVISOR')),
    handler: house.desk(colleague('COMPLAINT_HANDLER')),
    managerInCharge: house.desk(colleague('MANAGER_IN_CHARGE')),
    customerService: house.desk(colleague('CUSTOMER_SERVICE_DEPT')),
    applicant: house.desk(inSalesAdmin(colleague('DEPARTMENT_SUPERVISOR'))),
    departmentHead: house.desk(inSalesAdmin(colleague('DEPARTMENT_HEAD'))),
    salesAdmin: house.desk(inSalesAdmin(colleague('SALES_ADMIN_DEPT'))),
    deputyManager: house.desk(colleague('DEPUTY_GENERAL_MANAGER')),
    generalManager: house.desk(colleague('GENERAL_MANAGER')),
  };
}
