import { useCallback, useEffect, useState } from 'react';
import { type OpenStream } from '~/api/stream';
import { recall, remember } from '~/ui/storage';
import { type AskBody, askStream } from './ask_turn';

export type Asked = {
  key: string;
  question: string;
  after: number; // how many parts of the lesson stood above it
  turn?: string;
  conversation?: string;
  open?: OpenStream;
};

let made = 0;
const kept = 20;

// The questions of one course or lesson, across reloads: the server keeps the answers, this keeps which they are.
export function useThread(scope: string) {
  const storage = `ot.thread.${scope}`;
  const [asked, setAsked] = useState<Asked[]>(() => recall<Asked[]>(storage, []));
  useEffect(() => {
    const lasting = asked.filter((one) => one.turn).slice(-kept);
    remember(storage, lasting.length ? lasting.map((one) => ({ ...one, open: undefined })) : undefined);
  }, [asked, storage]);

  const change = useCallback((key: string, part: Partial<Asked>) => setAsked((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one))), []);
  const drop = useCallback((key: string) => setAsked((all) => all.filter((one) => one.key !== key)), []);
  const join = useCallback((key: string, conversation: string) => change(key, { conversation }), [change]);
  const ask = useCallback(
    (body: AskBody, after = 0) => {
      const key = `${Date.now()}-${++made}`;
      setAsked((all) => {
        const conversation_id = all.findLast((one) => one.conversation)?.conversation;
        const open = askStream({ ...body, conversation_id }, (turn) => change(key, { turn }));
        return [...all, { key, question: body.question, after, open }];
      });
      return key;
    },
    [change],
  );
  return { asked, ask, join, drop };
}
