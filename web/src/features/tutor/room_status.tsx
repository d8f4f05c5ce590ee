import { useEffect, useRef } from 'react';
import type { StreamStatus } from '~/api/stream';
import type { Turn } from '~/api/turn';
import { alarm, announce } from '~/ui/announce';
import { strings } from '~/ui/strings';

// One line in words: who teaches, whether the line is up, and what is awaited.
export function RoomStatus({ status, turn, shown, waiting }: { status: StreamStatus; turn: Turn; shown: number; waiting: boolean }) {
  const cut = useRef(false);
  useEffect(() => {
    if (status === 'reconnecting') announce(strings.room.reconnecting);
    if (status === 'live' && cut.current) announce(strings.room.live);
    cut.current = status === 'reconnecting';
  }, [status]);
  useEffect(() => {
    if (shown > 0) announce(strings.room.ready(shown));
  }, [shown]);
  useEffect(() => {
    if (turn.state === 'failed' || turn.state === 'interrupted') alarm(strings.room.endings[turn.state] ?? '');
  }, [turn.state]);
  const level = turn.level && (strings.room.level[turn.level] ?? turn.level);
  return (
    <p className="room-status small" data-status={status}>
      {level && <span className="tag" title={turn.levelReason}>{turn.level} · {level}</span>}
      {status === 'reconnecting' ? <span className="tag tag-warn">{strings.room.reconnecting}</span> : waiting && <span className="muted">{turn.plan ? strings.room.writing : strings.room.preparing}</span>}
    </p>
  );
}
