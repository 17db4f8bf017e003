import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join('.parley', 'snippets');

/** Compiles every ```ts block of the project's Markdown, so that no page shows code that no longer works. */
function main(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
    encoding: 'utf8',
  });
  const names = pages
    .split('\n')
    .filter((page) => page !== '')
    .flatMap(writeSnippets);
  const options = {
    extends: '../../tsconfig.json',
    // A page's relative imports start at the project's folder.
    compilerOptions: {
      rootDirs: ['.', '../..'],
      noUnusedLocals: false,
      lib: ['es2023', 'es2024.string', 'dom'],
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
  if (names.length > 0)
    process.exitCode = spawnSync('tsc', ['--project', folder], { stdio: 'inherit' }).status ?? 1;
  console.log(`${names.length} snippets compiled`);
}

function writeSnippets(page: string): string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  return blocks.map(([, code = ''], index) => {
    const name = `${page.replace(/\W/g, '-')}-${index + 1}.ts`;
    writeFileSync(join(folder, name), `${code}\nexport {};\n`);
    return name;
  });
}

main();
