import { idPattern } from '../../protocol/patterns';
import { matching } from './decode';

export const id = matching(idPattern);
