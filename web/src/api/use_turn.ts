import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from './problem';
import { follow, type OpenStream, type StreamStatus, turnStream } from './stream';
import { emptyTurn, fromSnapshot, type Turn, withEvent } from './turn';
import type { SnapshotAnswer } from './types';

export type FollowedTurn = {
  turn: Turn;
  status: StreamStatus;
  problem?: Problem;
  again(): void; // follows on after a terminal event, once the server runs the turn again
  answered(answer: SnapshotAnswer): void;
};

// The turn behind `url`, kept up to date for as long as the component lives.
export function useTurn(url: string, firstOpen?: OpenStream): FollowedTurn {
  const [turn, setTurn] = useState<Turn>(emptyTurn);
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const [problem, setProblem] = useState<Problem>();
  const [round, setRound] = useState(0);
  const seq = useRef<number | undefined>(undefined);

  useEffect(() => {
    seq.current = undefined;
    setTurn(emptyTurn);
  }, [url]);

  useEffect(() => {
    setProblem(undefined);
    return follow(
      firstOpen ?? turnStream(url),
      {
        snapshot: (snapshot) => {
          seq.current = snapshot.seq;
          setTurn(fromSnapshot(snapshot));
        },
        event: (event) => {
          seq.current = event.seq;
          setTurn((before) => withEvent(before, event));
        },
        status: setStatus,
        failed: setProblem,
      },
      seq.current,
    );
  }, [url, round, firstOpen]);

  const again = useCallback(() => {
    setTurn((before) => ({ ...before, state: 'running', ending: undefined }));
    setRound((n) => n + 1);
  }, []);
  const answered = useCallback(
    (answer: SnapshotAnswer) => setTurn((before) => ({ ...before, answers: { ...before.answers, [answer.check_id]: answer } })),
    [],
  );
  return { turn, status, problem, again, answered };
}
