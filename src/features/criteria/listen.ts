import type { Command } from '../feature.ts';
import { withProduct } from '../products/index.ts';
import { list, status } from './status.ts';

export const commands: readonly Command[] = [
  {
    command: '/release',
    name: 'status',
    usage: '[version] [here]',
    does: 'Shows the exit criteria with their evidence; with here, to everybody in the channel.',
    example: '/release status 1.4.0 here',
    run: withProduct(status),
  },
  {
    command: '/release',
    name: 'list',
    usage: '',
    does: 'Lists all releases with state, stage, open bugs and score.',
    example: '/release list',
    run: withProduct(list),
  },
];
