import { Consents } from './consents';
import { DataExport } from './data_export';
import { DeleteAccount } from './delete_account';
import { words } from './privacy_words';

// What anybody may do with what is kept about them; `name` is the account's, for who has one.
export function OwnData({ name }: { name?: string }) {
  return (
    <>
      <section className="section" aria-labelledby="consents"><h2 id="consents">{words.consents}</h2><Consents /></section>
      <section className="section stack" aria-labelledby="data"><h2 id="data">{words.data}</h2><DataExport /><DeleteAccount name={name} /></section>
    </>
  );
}
