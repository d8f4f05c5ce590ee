import { Page } from '~/ui/page';
import { useTitle } from '~/ui/title';
import './account.css';
import { OwnData } from './own_data';
import { words } from './privacy_words';

// For who has no account.
export function OwnDataPage() {
  useTitle(words.title);
  return (
    <Page className="account">
      <h1>{words.title}</h1>
      <p>{words.anonymous}</p>
      <OwnData />
    </Page>
  );
}
