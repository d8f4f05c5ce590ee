import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from '~/ui/button';
import { depart, offeredQuery } from './queries';
import { words } from './strings';
import { Trouble } from './trouble';

type Props = { title: string; button(label: string): string; to: string; link: boolean };

// One button for each issuer; nothing where there is none. The browser leaves this page.
export function IssuerButtons({ title, button, to, link }: Props) {
  const { data } = useQuery(offeredQuery);
  const leave = useMutation({ mutationFn: (issuer: string) => depart({ issuer, return_to: to, link }), onSuccess: ({ url }) => location.assign(url) });
  if (!data?.length) return null;
  return (
    <div className="issuers stack" role="group" aria-label={title}>
      {data.map(({ id, label }) => (
        <Button key={id} big disabled={leave.isPending || leave.isSuccess} onClick={() => leave.mutate(id)}>{button(label)}</Button>
      ))}
      <Trouble title={words.issuers.failed} error={leave.error} />
    </div>
  );
}
