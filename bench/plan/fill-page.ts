const block = /```console\n\$ npm run plan -- ([^\n]+)\n[^`]*```/g;

/** The page with the output of every command in it as `run` gives it now. */
export function fillPage(page: string, run: (args: string[]) => string): string {
  return page.replace(block, (_whole, args: string) => {
    return `\`\`\`console\n$ npm run plan -- ${args}\n${run(args.split(' '))}\n\`\`\``;
  });
}
