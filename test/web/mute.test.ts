import { isMuted, muteChoices, mutedText } from '../../web/model/mute';

const now = new Date(2026, 10, 28, 12).getTime();
const untilOf = (wanted: string) => {
  const choice = muteChoices.find(({ text }) => text === wanted);
  if (!choice) throw new Error(`no choice ${wanted}`);
  return choice.untilOf(now).toISOString();
};

describe('isMuted', () => {
  it('ends with the time that was chosen', () => {
    const until = untilOf('For one hour');
    expect(isMuted(until, now + 3_599_999)).toBe(true);
    expect(isMuted(until, now + 3_600_000)).toBe(false);
    expect(isMuted(undefined, now)).toBe(false);
  });
});

describe('mutedText', () => {
  it('names the hour of today, and the day of a later one', () => {
    expect(mutedText(untilOf('For one hour'), now)).toMatch(/^Muted until [^,]*1[:.]00/);
    expect(mutedText(untilOf('For a week'), now)).toMatch(/^Muted until 5 Dec, |^Muted until Dec 5, /);
  });

  it('names no time where there is none', () => {
    expect(mutedText(untilOf('Until I turn it off'), now)).toBe('Muted');
  });
});
