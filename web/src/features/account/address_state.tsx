import { useMutation, useQuery } from '@tanstack/react-query';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { askVerification, mailQuery } from './queries';
import { words as all } from './strings';
import { Trouble } from './trouble';

const words = all.verify;

// Whether mail to the address is known to arrive; nothing where this server sends none.
export function AddressState({ verified }: { verified: boolean }) {
  const { data: mails } = useQuery(mailQuery);
  const ask = useMutation({ mutationFn: askVerification, onSuccess: () => announce(words.asked) });
  if (!mails) return null;
  if (verified) return <p><span className="tag tag-ok">{words.closed}</span></p>;
  return (
    <>
      <div className="row">
        <span className="tag">{words.open}</span>
        {ask.isSuccess ? <span>{words.asked}</span> : <Button disabled={ask.isPending} onClick={() => ask.mutate()}>{words.ask}</Button>}
      </div>
      <Trouble title={words.notAsked} error={ask.error} />
    </>
  );
}
