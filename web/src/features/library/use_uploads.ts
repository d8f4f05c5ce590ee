import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { importsQuery } from '~/api/queries';
import type { Import } from '~/api/types';
import { announce } from '~/ui/announce';
import { recall, remember } from '~/ui/storage';
import { strings } from '~/ui/strings';
import { sendFiles } from './upload';

export type Upload = {
  key: string;
  name: string;
  state: 'sending' | Import['state'];
  share?: number; // of the present state, 0 to 1
  message?: string;
  courseId?: string;
  retry?: () => void;
};

type Sending = { key: string; files: File[]; title: string; share: number; importId?: string; error?: string };

const hiddenKey = 'ot.imports.hidden';
let made = 0;

// What this page sends, followed by what the server says of every import: those outlive the page.
export function useUploads() {
  const queries = useQueryClient();
  const { data: imports = [] } = useQuery(importsQuery);
  const [sendings, setSendings] = useState<Sending[]>([]);
  const [hidden, setHidden] = useState<string[]>(() => recall(hiddenKey, []));
  const states = useRef(new Map<string, string>());

  useEffect(() => {
    for (const one of imports) {
      const before = states.current.get(one.id);
      states.current.set(one.id, one.state);
      if (before === undefined || before === one.state) continue;
      if (one.state === 'done') {
        announce(strings.upload.ready(one.title));
        void queries.invalidateQueries({ queryKey: ['courses'] });
      }
      if (one.state === 'failed') announce(strings.upload.failed(one.title));
    }
  }, [imports, queries]);

  const change = (key: string, part: Partial<Sending>) => setSendings((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const run = ({ key, files, title }: Pick<Sending, 'key' | 'files' | 'title'>) => {
    sendFiles(files, title, (share) => change(key, { share }))
      .then(async (started) => {
        states.current.set(started.id, started.state);
        change(key, { importId: started.id });
        await queries.invalidateQueries({ queryKey: importsQuery.queryKey });
      })
      .catch((error: Error) => change(key, { error: error.message }));
  };
  const add = (files: File[], title: string) => {
    const key = `sending-${++made}`;
    setSendings((all) => [{ key, files, title, share: 0 }, ...all]);
    run({ key, files, title });
  };
  const retry = (sending: Sending) => {
    change(sending.key, { error: undefined, importId: undefined, share: 0 });
    if (sending.importId) hide(sending.importId);
    run(sending);
  };
  const hide = (key: string) => {
    setSendings((all) => all.filter((one) => one.key !== key || one.importId !== undefined));
    setHidden((all) => {
      const next = [...all.slice(-100), key];
      remember(hiddenKey, next);
      return next;
    });
  };

  const local = sendings
    .filter((one) => !one.importId || !imports.some((known) => known.id === one.importId))
    .map((one): Upload => ({ ...fromSending(one), retry: one.error === undefined ? undefined : () => retry(one) }));
  const remote = imports
    .filter((one) => !hidden.includes(one.id))
    .map((one): Upload => {
      const sending = sendings.find((known) => known.importId === one.id);
      return { ...fromImport(one), retry: one.state === 'failed' && sending ? () => retry(sending) : undefined };
    });
  return { uploads: [...local, ...remote].slice(0, 8), add, hide };
}

function fromSending({ key, files, title, share, error }: Sending): Upload {
  return { key, name: title || files.map((file) => file.name).join(', '), state: error === undefined ? 'sending' : 'failed', share, message: error };
}

function fromImport({ id, title, state, done, total, message, error, course_id }: Import): Upload {
  return { key: id, name: title, state, share: total > 0 ? done / total : undefined, message: state === 'failed' ? (error || message) : message, courseId: course_id };
}
