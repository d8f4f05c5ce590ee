import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '~/ui/button';
import { Failure } from '~/ui/failure';
import { Sure } from '../admin/sure';
import { useLeave } from './leave';
import { words as all } from './strings';

const words = all.account;

export function SignOut() {
  const [asked, setAsked] = useState(false);
  const leave = useMutation({ mutationFn: useLeave() });
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
