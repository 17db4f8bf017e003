import '@fontsource-variable/figtree/wght.css';
import { createRoot } from 'react-dom/client';
import { openDoor } from './session/open-door';
import { readConfig } from './session/read-config';
import './style/base.css';
import './style/shell.css';
import './style/conversation.css';
import './style/dialogs.css';
import { App } from './ui/app';
import { Notice } from './ui/notice';
import { applyTheme, storedTheme } from './ui/theme';

applyTheme(storedTheme());
const place = document.getElementById('root');
if (!place) throw new Error('the page has no place for the app');
const root = createRoot(place);
const start = async () => {
  const config = await readConfig();
  root.render(<App socketUrl={config.socketUrl} door={await openDoor(config)} />);
};
start().catch(() =>
  root.render(
    <Notice
      title="Parley cannot start"
      text="Its settings could not be loaded. Reload the page in a moment."
    />,
  ),
);
