import { isOpen } from '../bugs/index.ts';
import type { Acting, Answer, Parts } from '../feature.ts';
import type { Product } from '../products/index.ts';
import { type Release, releaseOrRefuse } from '../releases/index.ts';
import { type Criterion, judge } from './criteria.ts';
import { factsOf } from './facts.ts';
import { type ProductRecord, recordOf } from './record.ts';
import { type Listed, listMessage, statusCard } from './views.ts';

/** The exit criteria of a release as the record has them now. */
export const criteriaOf = (record: ProductRecord, release: Release, now: number): Criterion[] =>
  judge(factsOf(record, release, now));

const said = (word: string) => (other: string) => other.toLowerCase() === word;

/** Shows the exit criteria to the person, or to the channel with "here". */
export async function status(parts: Parts, _acting: Acting, product: Product, text: string): Promise<Answer> {
  const words = text.split(/\s+/).filter(Boolean);
  const version = words.find((word) => !said('here')(word)) ?? '';
  const release = await releaseOrRefuse(parts, product, version);
  const criteria = criteriaOf(await recordOf(parts, product), release, parts.clock.now());
  const card = statusCard(release, criteria);
  return words.some(said('here')) ? { public: card } : { note: card };
}

const listedFrom =
  (record: ProductRecord) =>
  (release: Release): Listed => ({
    release,
    openBugs: record.bugs.filter((bug) => bug.release === release.id && isOpen(bug)).length,
    score: record.surveys.find((survey) => survey.release === release.id)?.score?.text,
  });

/** Shows all releases of a product. */
export async function list(parts: Parts, _acting: Acting, product: Product): Promise<Answer> {
  const record = await recordOf(parts, product);
  return { note: listMessage(product.name, record.releases.map(listedFrom(record))) };
}
