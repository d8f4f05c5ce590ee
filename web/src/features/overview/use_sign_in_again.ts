import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '../admin/queries';

// When the server says that nobody is signed in here any more, the desk looks again, and asks to sign in.
export function useSignInAgain(needed: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (needed) void queries.invalidateQueries(sessionQuery);
  }, [needed, queries]);
}
