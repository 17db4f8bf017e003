import { actions, errorCodes, event, limits } from '../../protocol';
import { readContract } from '../../scripts/protocol/contract';
import { protocolPage } from '../../scripts/protocol/page';

const contract = readContract();
const page = protocolPage(contract);

/** As GitHub makes them. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replace(/ /g, '-');
}

describe('protocolPage', () => {
  const headings = [...page.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => heading);

  it('has one section for each action, event and named type', () => {
    const wanted = [
      ...Object.keys(actions),
      ...event.options.map(({ entries }) => `Event \`${entries.type.literal}\``),
      'Chat',
      'Message',
      'ChatEvent',
      'Id',
    ];
    for (const heading of wanted) expect(headings.filter((found) => found === heading)).toEqual([heading]);
  });

  it('has every error code and every limit in a table', () => {
    for (const name of [...Object.keys(errorCodes), ...Object.keys(limits)]) {
      expect(page).toContain(`\n| \`${name}\` |`);
    }
  });

  it('links only to headings that it has, and has none twice', () => {
    const anchors = headings.map(anchorOf);
    expect(new Set(anchors).size).toBe(anchors.length);
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
  });

  it('has no word that Markdown would take for a tag', () => {
    const prose = page
      .replace(/```[\s\S]*?```/g, '')
      .replace(/`[^`\n]*`/g, '')
      .replace(/<!--.*?-->/g, '');
    expect(prose.match(/<[a-z]+>/g)).toBeNull();
  });

  it('shows only JSON that can be read', () => {
    const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(blocks.length).toBeGreaterThan(2 * Object.keys(actions).length);
    for (const block of blocks) expect(() => JSON.parse(block) as unknown).not.toThrow();
  });

  it('refuses a template that names what there is not, or leaves something out', () => {
    expect(() => protocolPage(contract, '{{nothing}}')).toThrow('names nothing, which there is not');
    expect(() => protocolPage(contract, '{{actions}}')).toThrow(/leaves out .*events, types/);
  });
});
