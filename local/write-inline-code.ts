import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FunctionPlan, type Plan } from './resources/plan';
import { type StopList } from './stop-list';

const written = (plan: FunctionPlan, root: string): FunctionPlan => {
  if (plan.inlineCode === undefined) return plan;
  const codeFolder = join(root, plan.name);
  mkdirSync(codeFolder);
  writeFileSync(join(codeFolder, 'index.js'), plan.inlineCode);
  return { ...plan, codeFolder };
};

/** Gives every function whose code stands in the template a folder with it as index.js; a stop takes them away. */
export const writeInlineCode = (plan: Plan, stops: StopList): Plan => {
  if (plan.functions.every(({ inlineCode }) => inlineCode === undefined)) return plan;
  const root = mkdtempSync(join(tmpdir(), 'inline-code-'));
  stops.add(() => rmSync(root, { recursive: true, force: true }));
  return { ...plan, functions: plan.functions.map((one) => written(one, root)) };
};
