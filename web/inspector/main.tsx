import '@fontsource-variable/figtree/wght.css';
import { createRoot } from 'react-dom/client';
import '../style/base.css';
import './inspector.css';
import { applyTheme, storedTheme } from '../ui/theme';
import { Feed } from './model/feed';
import { Inspector } from './ui/inspector';

applyTheme(storedTheme());
const place = document.getElementById('root');
if (!place) throw new Error('the page has no place for the inspector');
const feed = new Feed();
feed.start();
createRoot(place).render(<Inspector feed={feed} />);
