import type { Question } from './question.ts';
import type { Template } from './survey.ts';

const AGREE = '1 is "strongly disagree", 5 is "strongly agree".';
const POOR_GOOD = '1 is poor, 5 is very good.';

const rating = (id: string, text: string, scale: string): Question => ({ id, kind: 'rating', text, scale });
const comment = (id: string, text: string): Question => ({ id, kind: 'long', text, optional: true });

/** The System Usability Scale, word for word; odd items are good news, even ones bad. */
const SUS = [
  'I think that I would like to use this system frequently.',
  'I found the system unnecessarily complex.',
  'I thought the system was easy to use.',
  'I think that I would need the support of a technical person to be able to use this system.',
  'I found the various functions in this system were well integrated.',
  'I thought there was too much inconsistency in this system.',
  'I would imagine that most people would learn to use this system very quickly.',
  'I found the system very cumbersome to use.',
  'I felt very confident using the system.',
  'I needed to learn a lot of things before I could get going with this system.',
];

/** Ellis's answers, in his order; the first is the one that counts. */
export const MUST_HAVE = [
  'Very disappointed',
  'Somewhat disappointed',
  'Not disappointed',
  'I no longer use it',
] as const;

/**
 * The questions of each template but Custom. Sources of wording and scoring:
 * Release pulse: performance, usability and value of a release, each the mean of 1 to 5 (Herald's own).
 * NPS: Reichheld, "The One Number You Need to Grow", Harvard Business Review, December 2003.
 * CSAT: share of the two highest of five answers, as in Farris et al., "Marketing Metrics", 2010.
 * SUS: Brooke, "SUS: A quick and dirty usability scale", in "Usability Evaluation in Industry", 1996.
 * Must-have: Ellis, "The Startup Pyramid", 2009; 40 % "very disappointed" is his mark of product-market fit.
 */
export const TEMPLATE_QUESTIONS: Readonly<Record<Exclude<Template, 'Custom'>, readonly Question[]>> = {
  'Release pulse': [
    rating('performance', 'Performance', POOR_GOOD),
    rating('usability', 'Usability', POOR_GOOD),
    rating('value', 'Value', POOR_GOOD),
    comment('works', 'What works?'),
    comment('fails', 'What does not work?'),
    comment('change', 'What should change?'),
  ],
  NPS: [
    {
      id: 'nps',
      kind: 'nps',
      text: 'How likely are you to recommend it to a colleague?',
      scale: '0 is not at all likely, 10 is extremely likely.',
    },
    comment('why', 'What is the main reason for your answer?'),
  ],
  CSAT: [
    rating('csat', 'How satisfied are you with it?', '1 is very dissatisfied, 5 is very satisfied.'),
    comment('why', 'What is the main reason for your answer?'),
  ],
  SUS: SUS.map((text, at) => rating(`sus${at + 1}`, text, AGREE)),
  'Must-have': [
    {
      id: 'musthave',
      kind: 'choice',
      text: 'How would you feel if you could no longer use it?',
      options: MUST_HAVE,
    },
    comment('benefit', 'What is the main benefit that you get from it?'),
    comment('better', 'How could it be better for you?'),
  ],
};
