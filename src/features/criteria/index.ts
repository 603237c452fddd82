import type { Feature } from '../feature.ts';
import { releasesUnderWay } from './home.ts';
import { commands } from './listen.ts';

export { type Criterion, ENOUGH } from './criteria.ts';
export { type ProductRecord, recordOf } from './record.ts';
export { criteriaOf } from './status.ts';
export { inOneLine, SIGNS, standing } from './views.ts';

/** When a release is done: the exit criteria with their evidence. */
export const criteria: Feature = { name: 'criteria', scopes: [], commands, home: releasesUnderWay };
