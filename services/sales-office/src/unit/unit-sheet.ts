import {
  above0,
  area,
  building,
  floor,
  roomNo,
  text,
  unitNo,
  yuanToFen,
  type Complaint,
  type SheetDefinition,
} from '@linli/sheets';

/** A unit as a row of 房源表 describes it. Building and staircase are their numbers or letters: '3', 'A'. */
export interface UnitRow {
  building: string;
  unit: string;
  floor: number;
  roomNo: string;
  /** Empty for units without a layout, such as shops and parking. */
  layout: string;
  areaM2: number;
  totalPriceFen: number;
  insideAreaM2?: number;
  unitPriceFen?: number;
  remark?: string;
}

/** Beyond these a decimal point was lost, or 万元 taken for 元. */
const MIN_AREA_M2 = 2;
const MAX_AREA_M2 = 2_000;
const MIN_PRICE_FEN = 1_000_00;

/** 房源表, the table of units that the sales office imports. */
export const unitSheet: SheetDefinition<UnitRow> = {
  form: '房源表',
  columns: {
    building: {
      header: '楼栋',
      aliases: ['楼号', '栋号', '幢号', '楼栋号', '楼幢', '楼座', '座号', '楼栋名称', '栋', '幢'],
      required: true,
      parse: building,
    },
    unit: { header: '单元', aliases: ['单元号', '单元名称'], required: true, parse: unitNo },
    floor: {
      header: '楼层',
      aliases: ['所在楼层', '所在层', '楼层号', '层号', '层次', '层'],
      required: true,
      parse: floor,
    },
    roomNo: {
      header: '房号',
      aliases: ['室号', '房间号', '房屋号', '户号', '门牌号', '房间', '室'],
      required: true,
      parse: roomNo,
    },
    layout: { header: '户型', aliases: ['房型', '户型结构', '户型名称'], required: true, absent: '', parse: text },
    areaM2: {
      header: '建筑面积',
      aliases: ['实测建筑面积', '预测建筑面积', '房屋建筑面积', '建面', '销售面积', '产权面积', '合同面积', '面积'],
      required: true,
      parse: area,
    },
    insideAreaM2: {
      header: '套内面积',
      aliases: ['套内建筑面积', '实测套内面积', '预测套内面积', '套内'],
      required: false,
      parse: area,
    },
    unitPriceFen: {
      header: '单价',
      aliases: ['销售单价', '建筑单价', '建面单价', '建筑面积单价', '房屋单价', '表单价'],
      required: false,
      parse: above0(yuanToFen, '单价必须大于0，请核对'),
    },
    totalPriceFen: {
      header: '总价',
      aliases: ['销售总价', '房屋总价', '总房价', '总房款', '总价款', '标准总价', '表总价', '房款', '房价', '总金额'],
      required: true,
      parse: above0(yuanToFen, '总价必须大于0，请核对'),
    },
    remark: { header: '备注', aliases: ['附注', '说明'], required: false, parse: text },
  },
  identity: {
    fields: ['roomNo', 'building', 'unit'],
    key: ({ building, unit, roomNo }) => `${building}栋${unit}单元${roomNo}`,
  },
  check: ({ floor, roomNo, areaM2, insideAreaM2, totalPriceFen }) => {
    const complaints: Complaint<UnitRow>[] = [];
    if (floor !== undefined && roomNo !== undefined && !fits(roomNo, floor)) {
      complaints.push({ field: 'roomNo', reason: `房号${roomNo}不在第${floor}层，请核对楼层和房号` });
    }
    if (areaM2 !== undefined && (areaM2 < MIN_AREA_M2 || areaM2 > MAX_AREA_M2)) {
      complaints.push({ field: 'areaM2', reason: `建筑面积${areaM2}㎡不像一套房的面积，请检查小数点` });
    } else if (areaM2 !== undefined && insideAreaM2 !== undefined && insideAreaM2 > areaM2) {
      complaints.push({ field: 'insideAreaM2', reason: `套内面积大于建筑面积${areaM2}㎡，请核对` });
    }
    if (totalPriceFen !== undefined && totalPriceFen < MIN_PRICE_FEN) {
      complaints.push({ field: 'totalPriceFen', reason: `总价只有${totalPriceFen / 100}元，请检查单位是元还是万元` });
    }
    return complaints;
  },
};

/** Only a number of three or four digits names its floor; rooms counted on the floor, letters and basements do not. */
function fits(roomNo: string, floor: number): boolean {
  return !/^\d{3,4}$/.test(roomNo) || floor < 1 || Math.floor(Number(roomNo) / 100) === floor;
}
