import { GetProject } from '@linli/contracts';
import { Refused } from '@linli/testing/desk';
import { Desks } from './demo/desks.js';
import { projectId } from './demo/office.js';
import { buy } from './story/buying.js';
import { complain } from './story/complaining.js';
import { newFamily } from './story/family.js';
import { moveIn } from './story/moving-in.js';
import { Teller } from './story/teller.js';
import { getTitle } from './story/title.js';
import { wholeLife } from './story/whole-life.js';

const gateway = process.env['GATEWAY_URL'] ?? `http://127.0.0.1:${process.env['PORT'] || 3000}`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const isUp = await fetch(`${gateway}/health/ready`).then(
  ({ ok }) => ok,
  () => false,
);
if (isUp) await tell().catch((error: unknown) => refuse(error instanceof Error ? error.message : String(error)));
else refuse(`The system does not run at ${gateway}: npm start first (in another terminal).`);

/** One family's life through all six departments, another family each time. */
async function tell(): Promise<void> {
  const desks = new Desks(gateway);
  const opened = await desks.of('sales-manager').ask(GetProject, { projectId }).catch(unlessMissing);
  if (!opened) return refuse('The demo project is not loaded: stop the system and npm start it without DEMO=off.');
  const family = await newFamily(desks, new Date());
  const { name, phone, unit } = family;
  say(`${name}一家(电话 ${phone}),想买 ${opened.name} ${unit.room}`);
  const story = await Teller.begin(desks, say);
  const purchase = await buy(story, family);
  await getTitle(story, family, purchase);
  await moveIn(story, family, purchase);
  await complain(story, family, purchase);
  story.chapter(`客户全景  GET /customers/${purchase.customerId}/life`);
  say(await wholeLife(desks, purchase.customerId));
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Refused) || error.problem.status !== 404) throw error;
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
