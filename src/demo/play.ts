import type { LocalMessage } from '../localslack/index.ts';
import { answered, glimpse, heard, opened, submitted, type Tell, verify, withWords } from './act.ts';
import { type Stage, until } from './stage.ts';

/** One act of the play: it tells what happens and throws when a promise is broken. */
export type Act = { readonly title: string; readonly play: (stage: Stage, tell: Tell) => Promise<void> };

const VERSION = '1.4.0';

let lastTold = '';

const written = async (stage: Stage, tell: Tell, path: string, part: string): Promise<void> => {
  await until(
    `${path} has "${part}"`,
    () => stage.remote.files().includes(path) && stage.remote.read(path).includes(part),
  );
  const [commit] = stage.remote.log();
  if (!commit || commit.id === lastTold) return;
  lastTold = commit.id;
  tell(`git ${commit.id}  ${commit.subject}`);
};

const help: Act = {
  title: 'Noor asks what Herald can do',
  async play({ noor, general }, tell) {
    const answer = await answered(await noor.type(general, '/release help'), '/release announce');
    tell(`Only Noor sees: ${glimpse(answer, 2)}`);
  },
};

const setup: Act = {
  title: 'Noor sets up the product and its roles',
  async play({ noor, tomas, ilse, general }, tell) {
    const modal = await opened(await noor.type(general, '/release setup'), 'Set up Herald');
    modal.fill('Product name', 'Lantern');
    await modal.pick('Announcement channel', general);
    await modal.pick('Senior Developer', [tomas]);
    await modal.pick('User Advocate', [ilse]);
    await submitted(modal);
    tell('Product Lantern, announced in #general, with three roles');
  },
};

const prepare: Act = {
  title: `Tomas prepares ${VERSION} and looks at what is ready`,
  async play({ tomas, noor, general, ...stage }, tell) {
    const modal = await opened(await noor.type(general, `/release new ${VERSION}`), 'New release');
    const notes = modal.value("What's new");
    verify(
      'the notes are drafted from the commits, without the chores',
      notes.includes('PDF') && !notes.includes('ci:'),
    );
    tell(
      `Drafted from the commits since v1.3.0: ${notes.split('\n').filter((line) => line.startsWith('-') || line.startsWith('*')).length} changes`,
    );
    modal.fill('Title', 'Notebooks as PDF');
    await modal.choose('Stage', 'Beta');
    modal.fill('How to use it', 'Open a notebook, then choose *Share* and *Save as PDF*.');
    modal.fill('Rollback plan', 'Switch off the flag `pdf-export`; nothing is stored in a new form.');
    await submitted(modal);
    const status = await answered(await tomas.type(general, `/release status ${VERSION}`), VERSION);
    tell(`Only Tomas sees: ${glimpse(status, 2)}`);
    await written({ tomas, noor, general, ...stage }, tell, '07_release_notes.md', 'Notebooks as PDF');
  },
};

const announce: Act = {
  title: 'Noor announces it to two channels and six people',
  async play({ noor, general, beta, users, ...stage }, tell) {
    const modal = await opened(await noor.type(general, `/release announce ${VERSION}`), 'Announce release');
    await modal.pick('Send to', [general, beta, ...users.slice(0, 6)]);
    await submitted(modal);
    const progress = await heard(noor.dm, '8 sent, 0 failed, 0 left');
    tell(`Noor sees: ${glimpse(progress)}`);
    for (const place of [general, beta, ...users.slice(0, 6).map((user) => user.dm)])
      verify(
        'each destination has the card once',
        place.messages.filter((message) => message.visibleText.includes('Lantern 1.4.0: Notebooks as PDF'))
          .length === 1,
      );
    await written(
      { noor, general, beta, users, ...stage },
      tell,
      '07_release_notes.md',
      'Delivered to 8 of 8',
    );
  },
};

const card = (stage: Stage): LocalMessage => {
  const found = withWords(stage.beta.messages, 'Notebooks as PDF');
  if (!found) throw new Error('The announcement is not in #beta-testers.');
  return found;
};

const feedback: Act = {
  title: 'People say what they think, in five ways',
  async play(stage, tell) {
    const { users, beta, general, ilse } = stage;
    const [amara, bruno, chen, dana, emil] = users;
    if (!amara || !bruno || !chen || !dana || !emil) return;
    await amara.post(beta, 'The PDF looks just like my notebook. Love it.', { thread: card(stage) });
    tell('Amara replies in the thread of the announcement');
    const modal = await opened(await bruno.press(card(stage), 'Give feedback'), 'Give feedback');
    modal.fill('Your feedback', 'Saving a notebook of 300 pages takes almost a minute.');
    await modal.choose('About', 'Performance');
    await submitted(modal);
    tell('Bruno presses "Give feedback"');
    await answered(await chen.type(general, '/feedback Tables finally have a header row, thank you'), '');
    tell('Chen types /feedback');
    await dana.post(dana.dm, 'Right-to-left notes come out mirrored in the PDF.');
    await until('Herald confirms the direct message', () => dana.dm.everything.length >= 2);
    tell('Dana writes to Herald directly');
    const remark = await emil.post(general, 'Search feels instant now, even on my old laptop.');
    await ilse.messageShortcut(remark, 'Save as feedback');
    tell('Ilse saves what Emil said in #general');
    await written(stage, tell, '07_feedback_summary.md', VERSION);
  },
};

const bugs: Act = {
  title: 'Two bugs: one flagged by three people, and redelivered by Slack',
  async play(stage, tell) {
    const { users, beta, tomas, slack } = stage;
    const [amara, , chen, dana, , farah] = users;
    if (!amara || !chen || !dana || !farah) return;
    const report = await farah.post(beta, 'Export stops at 99 % when a note has an emoji in its title');
    for (const person of [farah, amara, chen]) {
      await person.react(report, 'bug');
      await slack.redeliver(slack.lastEvent, 3);
    }
    const logged = await until('"BUG-1 logged" in the thread', () =>
      withWords(report.thread, 'BUG-1 logged'),
    );
    await until(
      'three reporters',
      () =>
        /3/.test(logged.visibleText) ||
        ['farah', 'amara', 'chen'].every((name) => logged.visibleText.toLowerCase().includes(name)),
    );
    verify(
      'one bug, although twelve events arrived',
      report.thread.filter((message) => message.fromApp).length === 1,
    );
    tell(`Thread: ${glimpse(logged)}`);
    const second = await dana.post(beta, 'The header row of a table loses its colour after sync');
    await dana.react(second, 'bug');
    await until('"BUG-2 logged"', () => withWords(second.thread, 'BUG-2 logged'));
    const modal = await opened(await tomas.press(logged, 'Triage'), 'Triage BUG-1');
    await modal.choose('Severity', 'Critical');
    await modal.choose('Status', 'Confirmed');
    await modal.pick('Assignee', tomas);
    await submitted(modal);
    await until('the card shows the triage', () => logged.visibleText.includes('Critical'));
    tell(`After triage: ${glimpse(logged)}`);
    await written(stage, tell, 'bugs/README.md', 'BUG-2');
    verify(
      'each bug has its file',
      stage.remote.files().filter((file) => file.startsWith('bugs/BUG-')).length === 2,
    );
  },
};

const SCORES = [4, 5, 4, 3, 5, 4, 4, 2, 5, 4];

const survey: Act = {
  title: 'Ilse starts a survey, and ten people answer',
  async play(stage, tell) {
    const { ilse, beta, noor, users } = stage;
    const modal = await opened(await ilse.type(beta, '/survey new'), 'New survey');
    modal.fill('Title', 'How is 1.4.0 for you?');
    await modal.choose('Template', 'Release pulse');
    await modal.pick('Send to', [beta]);
    await submitted(modal);
    const asked = await heard(beta, 'How is 1.4.0 for you?');
    for (const [at, person] of [noor, ...users].entries()) {
      const form = await opened(await person.press(asked, 'Answer'), 'Your answers');
      for (const label of form.labels.slice(0, 3))
        await form.choose(
          label,
          form.options(label).find((option) => option.startsWith(String(SCORES[at]))) ?? '',
        );
      if (at % 3 === 0) form.fill(form.labels[3] ?? '', 'Saving as PDF saves me an hour a week.');
      await submitted(form);
    }
    await until('ten answers on the message', () => asked.visibleText.includes('10'));
    tell(`#beta-testers shows: ${glimpse(asked, 2)}`);
    const results = await answered(await ilse.type(beta, '/survey results'), '10');
    tell(`Only Ilse sees: ${glimpse(results, 3)}`);
  },
};

const decide: Act = {
  title: 'Noor records a decision',
  async play(stage, tell) {
    const { noor, general } = stage;
    const modal = await opened(await noor.type(general, `/release decide ${VERSION}`), 'Record a decision');
    await modal.choose('Decision', 'Iterate');
    modal.fill('Why', 'People like it; exports with emoji must work before it goes public.');
    modal.fill('Risks', 'Large notebooks stay slow.');
    await modal.date('Review on', '2027-01-15');
    await submitted(modal);
    await heard(general, 'Iterate');
    await written(stage, tell, '01_vision_logbook.md', 'Iterate');
  },
};

const digest: Act = {
  title: 'Noor posts the digest',
  async play(stage, tell) {
    const { noor, general } = stage;
    await noor.type(general, '/release digest');
    const posted = await until('the digest in #general', () =>
      stage.general.messages.findLast(
        (message) => message.visibleText.includes('digest') || message.visibleText.includes('Digest'),
      ),
    );
    tell(`#general shows: ${glimpse(posted, 2)}`);
    const week = await until('the digest in the repository', () =>
      stage.remote.files().find((file) => /^digests\/\d{4}-W\d\d\.md$/.test(file)),
    );
    await written(stage, tell, week, VERSION);
  },
};

const OWN_WORDS = '\nOur own words stay: 2 > 1, `code`, <b>markup</b> and a tab\there.\n';

const coedit: Act = {
  title: "A person writes into Herald's files, and Herald writes again",
  async play(stage, tell) {
    const files = ['07_release_notes.md', '07_feedback_summary.md', '01_vision_logbook.md', 'bugs/README.md'];
    for (const file of files)
      stage.remote.edit(file, `docs: our words in ${file}`, (text) => text + OWN_WORDS);
    const { noor, general, users } = stage;
    const modal = await opened(await noor.type(general, '/release decide'), 'Record a decision');
    await modal.choose('Decision', 'Expand');
    modal.fill('Why', 'The emoji fix is in.');
    await submitted(modal);
    const [, , , , , , grace] = users;
    await grace?.press(card(stage), 'Got it');
    const late = await grace?.post(stage.beta, 'Printing leaves out the last page');
    if (grace && late) await grace.react(late, 'bug');
    await written(stage, tell, '01_vision_logbook.md', 'Expand');
    await written(stage, tell, 'bugs/README.md', 'BUG-3');
    await until('the record counts who got it', () =>
      stage.remote.read('07_release_notes.md').includes('1 said'),
    );
    for (const file of files)
      verify(`${file} still ends with the person's words`, stage.remote.read(file).endsWith(OWN_WORDS));
    tell(`${files.length} files keep the person's text byte for byte`);
  },
};

const home: Act = {
  title: 'Ilse opens the Home tab',
  async play({ ilse, tomas, slack }, tell) {
    await tomas.openHome();
    const tab = await ilse.openHome();
    await until('the Home tab shows the release', () => tab.visibleText.includes(VERSION));
    tell(`Home: ${tab.visibleText.split('\n').filter(Boolean).slice(0, 2).join(' / ').slice(0, 110)}`);
    verify(
      `Slack took every call as it was made: ${JSON.stringify(slack.violations)}`,
      slack.violations.length === 0,
    );
  },
};

/** The whole play, in order. */
export const PLAY: readonly Act[] = [
  help,
  setup,
  prepare,
  announce,
  feedback,
  bugs,
  survey,
  decide,
  digest,
  coedit,
  home,
];
