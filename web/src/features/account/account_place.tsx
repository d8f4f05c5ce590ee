import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { sessionQuery } from '~/api/who';
import { buttonClass } from '~/ui/button';
import './account_place.css';
import { words } from './strings';

const firstLetter = (name: string) => [...new Intl.Segmenter().segment(name)][0]?.segment.toUpperCase() ?? '?';

// The place in the header: the way in, or whose account this is.
export function AccountPlace() {
  const { data } = useQuery(sessionQuery);
  const here = useRouterState({ select: ({ location }) => location.href });
  if (!data) return null;
  const { name } = data.user;
  if (!name) return here.startsWith('/sign-') ? null : <Link to="/sign-in" search={{ to: here }} className={buttonClass('quiet')}>{words.place.signIn}</Link>;
  return (
    <Link to="/account" className="place" aria-label={words.place.account(name)} title={name}>
      <span className="place-letter" data-letter={firstLetter(name)} aria-hidden="true" />
      <span className="place-name">{name}</span>
    </Link>
  );
}
