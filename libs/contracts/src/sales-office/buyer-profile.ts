/** 职业. */
export const occupations = [
  'GOVERNMENT',
  'STATE_ENTERPRISE',
  'PRIVATE_ENTERPRISE',
  'FOREIGN_ENTERPRISE',
  'SELF_EMPLOYED',
  'EDUCATION_OR_MEDICINE',
  'RETIRED',
  'OTHER',
] as const;
/** 家庭年收入, in 10,000 CNY; the lower limit belongs to the band. */
export const incomeBands = ['BELOW_10', 'FROM_10_TO_20', 'FROM_20_TO_50', 'FROM_50_TO_100', 'FROM_100'] as const;
/** 文化层次. */
export const educations = ['JUNIOR_OR_BELOW', 'SENIOR', 'COLLEGE', 'BACHELOR', 'MASTER_OR_ABOVE'] as const;
/** 居住区域 as seen from the project. */
export const residentialAreas = ['SAME_DISTRICT', 'SAME_CITY', 'SAME_PROVINCE', 'OTHER_PROVINCE', 'ABROAD'] as const;
/** 消费心理. */
export const buyingMotives = [
  'FIRST_HOME',
  'BETTER_HOME',
  'FOR_CHILDREN',
  'FOR_PARENTS',
  'INVESTMENT',
  'OTHER',
] as const;
/** The six facts of 消费者分析; the channel is told at registration. */
export const profileFacts = ['OCCUPATION', 'INCOME', 'EDUCATION', 'RESIDENTIAL_AREA', 'CHANNEL', 'MOTIVE'] as const;
