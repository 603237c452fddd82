import type { Feature } from '../feature.ts';
import { commands, submits } from './listen.ts';

export { draft, draftSoon } from './draft.ts';
export { currentRelease, meantRelease, releaseById, releaseOrRefuse } from './find.ts';
export { withDraftedNotes } from './listen.ts';
export { draftedRelease } from './prepare.ts';
export {
  FEEDBACK_SUMMARY,
  LOGBOOK,
  RELEASE_NOTES,
  releasePublications,
  summaryPublication,
} from './publications.ts';
export {
  announced,
  isOpen,
  mayAnnounce,
  newestFirst,
  parseVersion,
  planned,
  type Release,
  releaseName,
  STAGES,
  type Stage,
  versionOrRefuse,
} from './release.ts';
export { releaseStore } from './store.ts';
export {
  draftHint,
  notesFields,
  type ReleaseDraft,
  readRelease,
  stageField,
  titleField,
  versionField,
} from './views.ts';

/** Versions of a product: prepared, drafted from the commits, and found again. */
export const releases: Feature = {
  name: 'releases',
  scopes: [],
  slashCommands: [
    {
      command: '/release',
      description: 'Release to people, listen, and write down what was learned.',
      usageHint: 'help | setup | new | notes | announce | decide | status | digest | remind | list',
    },
  ],
  commands,
  submits,
};
