import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '@linli/contracts';

export const ACCESS = 'linli:access';

/** Who may use a route: everybody, or a person with a token and (unless the list is empty) one of the roles. */
export type Access = 'open' | readonly Role[];

/** For persons with one of these roles; without roles for every person with a valid token. */
export const For = (...roles: readonly Role[]): CustomDecorator => SetMetadata(ACCESS, roles);

/** For everybody, without a token: health, documents, the development issuer. */
export const Open = (): CustomDecorator => SetMetadata(ACCESS, 'open');
