import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { announce } from '~/ui/announce';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Sure } from '../admin/sure';
import { silence } from '../notices/push';
import { accountQuery, forgetAll, signOut, signOutEverywhere } from './queries';
import { words as all } from './strings';

const words = all.account;

export function SignOut() {
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const router = useRouter();
  const leave = useMutation({
    mutationFn: (everywhere: boolean) => silence(everywhere).then(everywhere ? signOutEverywhere : signOut),
    onSuccess: async () => {
      announce(words.outDone);
      await router.navigate({ to: '/' });
      queries.removeQueries(accountQuery);
      await forgetAll(queries);
    },
  });
  return (
    <div className="account-out">
      <div className="row">
        <Button look="primary" disabled={leave.isPending} onClick={() => leave.mutate(false)}>{words.out}</Button>
        {!asked && <Button disabled={leave.isPending} onClick={() => setAsked(true)}>{words.outAll}</Button>}
      </div>
      {asked && <Sure label={words.outAll} text={words.outSure} yes={words.outYes} no={words.outNo} busy={leave.isPending} onYes={() => leave.mutate(true)} onNo={() => setAsked(false)} />}
      {leave.error && <Failure title={words.outFailed} error={leave.error} />}
    </div>
  );
}
