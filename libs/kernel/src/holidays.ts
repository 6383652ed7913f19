/** One year of 国务院办公厅关于部分节假日安排的通知: days off with the name of the holiday, and weekend days worked instead (调休). */
export interface HolidayYear {
  readonly source: string;
  /** Name of the holiday → first and last day off, 'MM-DD', both included. */
  readonly off: readonly (readonly [name: string, from: string, to: string])[];
  /** 调休上班: Saturdays and Sundays on which people work. */
  readonly work: readonly string[];
}

/** The official years. A year that is missing here, and that no department has entered, has no calendar: nobody guesses. */
export const holidayYears: Readonly<Record<number, HolidayYear>> = {
  2024: {
    source: '国办发明电〔2023〕7号',
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-10', '02-17'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '06-10', '06-10'],
      ['中秋节', '09-15', '09-17'],
      ['国庆节', '10-01', '10-07'],
    ],
    work: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    source: '国办发明电〔2024〕12号',
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '01-28', '02-04'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '05-31', '06-02'],
      ['国庆节、中秋节', '10-01', '10-08'],
    ],
    work: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    source: '国办发明电〔2025〕7号',
    off: [
      ['元旦', '01-01', '01-03'],
      ['春节', '02-15', '02-23'],
      ['清明节', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午节', '06-19', '06-21'],
      ['中秋节', '09-25', '09-27'],
      ['国庆节', '10-01', '10-07'],
    ],
    work: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};
