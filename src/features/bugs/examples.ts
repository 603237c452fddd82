import { type Bug, type ReporterRow, withReporters } from './bug.ts';

/** A flag for tests. */
export const aFlag = (person: string, more: Partial<ReporterRow> = {}): ReporterRow => ({
  id: `${person} ${more.by ?? 'bug'}`,
  workspace: 'T1',
  bug: 'B1',
  person,
  name: `Name of ${person}`,
  by: 'bug',
  at: 1_764_000_000_000,
  solved: null,
  ...more,
});

/** A bug for tests: new, flagged by one person, with text that would do harm if it were not escaped. */
export const aBug = (more: Partial<Bug> = {}): Bug => {
  const { flags = [aFlag('U1')], ...rest } = more;
  return withReporters(
    {
      id: 'B1',
      workspace: 'T1',
      product: 'P1',
      number: 1,
      title: 'Export <!channel> & | `hangs`',
      status: 'New',
      severity: null,
      release: 'R1',
      assignee: null,
      assigneeName: null,
      duplicateOf: null,
      fixedIn: null,
      story: 'Export <!channel> & | `hangs`\n# at 99%\n```\n<b>',
      saidBy: 'U2',
      saidByName: 'Ben <b>',
      private: false,
      sourceId: 'C1:1.1',
      place: 'C1',
      thread: '1.1',
      link: 'https://acme.slack.com/archives/C1/p11',
      path: 'bugs/BUG-0001-export-hangs.md',
      alike: [],
      createdAt: 1_764_000_000_000,
      updatedAt: 1_764_000_000_000,
      triagedAt: null,
      fixes: 0,
      triages: 0,
      changes: 0,
      ...rest,
    },
    flags,
  );
};
