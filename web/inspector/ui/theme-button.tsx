import { useState } from 'react';
import { Icon } from '../../ui/icon';
import { chooseTheme, currentTheme } from '../../ui/theme';

export function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  const other = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <button className="icon-button" onClick={change} aria-label={`Use ${other} colours`}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  );
}
