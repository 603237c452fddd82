import { announcements } from './announcements/index.ts';
import { bugs } from './bugs/index.ts';
import { criteria } from './criteria/index.ts';
import { decisions } from './decisions/index.ts';
import { digest } from './digest/index.ts';
import type { Feature } from './feature.ts';
import { feedback } from './feedback/index.ts';
import { people } from './people/index.ts';
import { products } from './products/index.ts';
import { releases } from './releases/index.ts';
import { reminders } from './reminders/index.ts';
import { surveys } from './surveys/index.ts';

/** THE list of features, in import order: a feature may import only those above it. */
export const features: readonly Feature[] = [
  people,
  products,
  releases,
  announcements,
  surveys,
  feedback,
  bugs,
  decisions,
  reminders,
  criteria,
  digest,
];
