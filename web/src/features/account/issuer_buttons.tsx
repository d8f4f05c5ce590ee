import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '~/ui/button';
import { depart, offeredQuery } from './queries';
import { words } from './strings';
import { Trouble } from './trouble';

// The browser leaves this page for an issuer, and comes back to `to`.
export const useLeave = (to: string) =>
  useMutation({ mutationFn: (leaving: { issuer: string; link?: boolean; confirm?: boolean; password?: string }) => depart({ ...leaving, return_to: to }), onSuccess: ({ url }) => location.assign(url) });

type Props = { title: string; to: string; confirm?: boolean; among?: (issuer: string) => boolean };

// One button for each issuer to sign in by, or to `confirm` by it who is there; nothing where there is none.
export function IssuerButtons({ title, to, confirm = false, among = () => true }: Props) {
  const { data } = useQuery(offeredQuery);
  const leave = useLeave(to);
  const shown = data?.filter(({ id }) => among(id)) ?? [];
  if (shown.length === 0) return null;
  return (
    <div className="issuers stack" role="group" aria-label={title}>
      {shown.map(({ id, label }) => (
        <Button key={id} big disabled={leave.isPending || leave.isSuccess} onClick={() => leave.mutate({ issuer: id, confirm })}>{words.issuers.signIn(label)}</Button>
      ))}
      <Trouble title={words.issuers.failed} error={leave.error} />
    </div>
  );
}
