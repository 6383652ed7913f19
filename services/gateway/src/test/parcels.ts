import {
  Bool,
  Day,
  Decimal,
  Id,
  Int,
  ManyOf,
  OneOf,
  pageOf,
  PageQuery,
  Part,
  Parts,
  Personal,
  Role,
  Text,
  Texts,
  Version,
} from '@linli/contracts';

/** Contracts of a service that exists for these specs only: the parcel room of a compound. */
export class ParcelView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @Text() @Personal('name') receiver!: string;
}

export class Shelf {
  @Text({ max: 10 }) row!: string;
  @Int({ optional: true, max: 9 }) level?: number;
}

export class RegisterParcel {
  static readonly subject = 'cmd.parcels.parcel.register';
  static readonly http = 'POST /rooms/:roomId/parcels';
  static readonly status = 201;
  static readonly roles = [Role.PROPERTY_COMPANY] as const;
  static readonly reply = ParcelView;
  static readonly summary = '包裹登记表:登记一件包裹';

  @Id() roomId!: string;
  @Text({ max: 60, description: '收件人' }) @Personal('name') receiver!: string;
  @Part(() => Shelf, { optional: true }) shelf?: Shelf;
}

export class HandOver {
  static readonly subject = 'cmd.parcels.parcel.hand-over';
  static readonly http = 'POST /rooms/:roomId/parcels/:parcelId/hand-over';
  static readonly roles = [Role.PROPERTY_COMPANY, Role.DUTY_STAFF] as const;
  static readonly reply = ParcelView;

  @Id() roomId!: string;
  @Id() parcelId!: string;
  @Version() version!: number;
  @Text({ optional: true }) remark?: string;
}

export class GetParcel {
  static readonly subject = 'qry.parcels.parcel.get';
  static readonly http = 'GET /rooms/:roomId/parcels/:parcelId';
  static readonly roles = [Role.PROPERTY_COMPANY] as const;
  static readonly reply = ParcelView;

  @Id() roomId!: string;
  @Id() parcelId!: string;
}

export class FindParcels extends PageQuery {
  static readonly subject = 'qry.parcels.parcel.find';
  static readonly http = 'GET /parcels';
  static readonly roles = [Role.PROPERTY_COMPANY] as const;
  static readonly reply = pageOf(ParcelView);

  @OneOf(['WAITING', 'GONE'], { optional: true }) state?: string;
  @ManyOf(['SMALL', 'LARGE'], { optional: true }) sizes?: string[];
  @Texts({ optional: true }) senders?: string[];
  @Decimal({ optional: true }) heavierThan?: number;
  @Bool({ optional: true }) urgent?: boolean;
  @Day({ optional: true }) since?: string;
}

export class ShelfPlan {
  @Parts(() => Shelf) shelves!: Shelf[];
}

export class ArrangeShelves extends ShelfPlan {
  static readonly subject = 'cmd.parcels.room.arrange';
  static readonly http = 'POST /rooms/:roomId/shelves';
  static readonly roles = [Role.PROPERTY_COMPANY] as const;
  static readonly reply = ShelfPlan;

  @Id() roomId!: string;
}

export const parcelContracts = [RegisterParcel, HandOver, GetParcel, FindParcels, ArrangeShelves] as const;
