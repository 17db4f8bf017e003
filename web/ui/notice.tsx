import { type ReactNode } from 'react';
import { Mark } from './icon';

/** A few words in the middle of an empty place. */
export function Notice({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="notice">
      <Mark />
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
