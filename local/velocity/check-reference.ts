import { jsonPathKeys } from './json-path';
import { type Reference, type Step, TemplateError } from './template';
import { utilities } from './utilities';

/** Methods of any value, with the number of their arguments. */
const METHODS: Readonly<Partial<Record<string, number>>> = { replaceAll: 2, replace: 2, toString: 0 };

const refuse = (what: string): never => {
  throw new TemplateError(`the runtime does not know ${what}`);
};

const checkPath = ({ args = [] }: Step): void => {
  const [path] = args;
  if (path?.kind === 'literal' && typeof path.value === 'string') jsonPathKeys(path.value);
};

const checkInput = (step: Step | undefined): void => {
  const known =
    step?.name === 'body'
      ? step.args === undefined
      : ['json', 'path'].includes(step?.name ?? '') && step?.args?.length === 1;
  if (!step || !known) return refuse(`$input.${step?.name ?? ''}`);
  checkPath(step);
};

const checkUtility = (step: Step | undefined): void => {
  if (!step || !utilities[step.name] || step.args?.length !== 1) refuse(`$util.${step?.name ?? ''}`);
};

const checkMember = ({ name, args }: Step): void => {
  if (args && METHODS[name] !== args.length) refuse(`the method ${name}`);
};

/** Refuses a reference to anything that could not be rendered. */
export const checkReference = ({ root, steps }: Reference, variables: ReadonlySet<string>): void => {
  const [first, ...rest] = steps;
  const isService = root === 'input' || root === 'util';
  if (root === 'input') checkInput(first);
  else if (root === 'util') checkUtility(first);
  else if (root !== 'context' && root !== 'stageVariables' && !variables.has(root)) refuse(`$${root}`);
  for (const step of isService ? rest : steps) checkMember(step);
};
