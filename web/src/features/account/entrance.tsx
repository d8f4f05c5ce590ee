import { Link } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { Button, buttonClass } from '~/ui/button';
import { Owl } from '~/ui/owl/owl';
import { Page } from '~/ui/page';
import { useTitle } from '~/ui/title';
import './account.css';
import { words } from './strings';

type FrameProps = { title: string; text: string; busy?: boolean; children: ReactNode };

function Frame({ title, text, busy = false, children }: FrameProps) {
  useTitle(title);
  return (
    <Page className="entrance">
      <Owl form="modal" state={busy ? 'thinking' : 'idle'} />
      <h1>{title}</h1>
      <p className="muted">{text}</p>
      {children}
    </Page>
  );
}

type Props = { title: string; text: string; button: string; busy: boolean; onSubmit(): void; children?: ReactNode; other: ReactNode };

// One form in the middle of a page, with the owl above it.
export function Entrance({ button, busy, onSubmit, children, other, ...rest }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <Frame {...rest} busy={busy}>
      <form className="stack" onSubmit={submit}>
        {children}
        <Button type="submit" look="primary" big disabled={busy}>{button}</Button>
      </form>
      <p>{other}</p>
      <p className="small"><Link to="/your-data">{words.ownData}</Link></p>
    </Frame>
  );
}

// What there is to say, and the way on.
export const Said = ({ to, link, ...rest }: { title: string; text: string; to: string; link: string }) => (
  <Frame {...rest}>
    <p><Link to={to} className={buttonClass('primary')}>{link}</Link></p>
  </Frame>
);
