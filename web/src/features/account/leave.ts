import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { announce } from '~/ui/announce';
import { silence } from '../notices/push';
import { accountQuery, forgetAll, signOut, signOutEverywhere } from './queries';
import { words } from './strings';

// Drafts, questions, how far a lesson was shown: a person's. The theme is the browser's.
function forgetStored(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('ot.') && key !== 'ot.theme') localStorage.removeItem(key);
  } catch {
    // Without storage nothing was kept.
  }
}

// After a person has left, by whichever way: nothing that was read or written for them stays in this browser.
export function useFarewell(): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    await router.navigate({ to: '/' });
    forgetStored();
    queries.removeQueries(accountQuery);
    await forgetAll(queries);
  };
}

// Signs out, here or everywhere.
export function useLeave(): (everywhere: boolean) => Promise<void> {
  const farewell = useFarewell();
  return async (everywhere) => {
    await silence(everywhere);
    await (everywhere ? signOutEverywhere() : signOut());
    announce(words.account.outDone);
    await farewell();
  };
}
